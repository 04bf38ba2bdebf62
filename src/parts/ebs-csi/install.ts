import { StorageClassV1 } from "@cdktf/provider-kubernetes/lib/storage-class-v1";
import { Construct } from "constructs";
import { own } from "../../base/own";
import { type Install } from "../../platform/install";
import { type EbsCsi } from "./settings";
import { STORAGE_CLASS } from "../storage-class";

/** The default StorageClass, whose volumes are encrypted with the key of the cluster or a given one. */
export const install: Install = {
  cluster: (_, { environment, kmsKeyArn }) => ({
    ebs_csi_kms_key_arn: {
      value: (own(environment.config.components ?? {}, "ebs-csi") as EbsCsi).kmsKeyArn ?? kmsKeyArn,
      description: "Key that encrypts volumes of claims",
    },
  }),
  platform: (stack, { cluster }) => {
    const scope = new Construct(stack, "ebs-csi");
    new StorageClassV1(scope, "StorageClass", {
      metadata: {
        name: STORAGE_CLASS,
        // EKS has no default class, so a claim without a class would never get a volume.
        annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
      },
      storageProvisioner: "ebs.csi.aws.com",
      parameters: { type: "gp3", encrypted: "true", kmsKeyId: cluster.text("ebs_csi_kms_key_arn") },
      // A volume without a claim would be billed, and nothing here would show it. The provider
      // ignores later changes of this.
      reclaimPolicy: "Delete",
      // A volume is in one zone: it is created in that of its pod.
      volumeBindingMode: "WaitForFirstConsumer",
      allowVolumeExpansion: true,
    });
    return {};
  },
};
