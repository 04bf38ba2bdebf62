import { PersistentVolumeClaimV1 } from "@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1";
import { PersistentVolumeV1 } from "@cdktf/provider-kubernetes/lib/persistent-volume-v1";
import { Construct } from "constructs";
import { shortHash } from "../../base/digests";
import type { ModelWeights } from "./weights";
import { modelLabels } from "./labels";
import { type INamespace } from "../namespace";

/** Both sides name the same class, which needs no object, so that no default class of the cluster applies. */
const CLASS = "mountpoint-s3";

export interface MountedWeightsProps {
  readonly model: string;
  readonly namespace: INamespace;
  readonly weights: ModelWeights;
  /** User and group id of the process that reads the files. */
  readonly runAsUser: number;
}

/**
 * A volume with the files below a prefix of a bucket, read with the role of the pod that mounts it. Kubernetes changes no
 * volume in place, so its name has a hash of its contents: the new one exists before the pods move to it, and Terraform
 * deletes the old one after the last of them has ended.
 */
export class MountedWeights extends Construct {
  readonly claim: PersistentVolumeClaimV1;

  constructor(scope: Construct, id: string, { model, namespace, weights, runAsUser }: MountedWeightsProps) {
    super(scope, id);
    const { bucket, prefix, region, sizeMiB } = weights;
    const mountOptions = [
      "read-only",
      `region ${region}`,
      `prefix ${prefix}`,
      `uid=${runAsUser}`,
      `gid=${runAsUser}`,
      "allow-other",
    ];
    const storage = `${sizeMiB}Mi`;
    const name = claimName({ model, weights, runAsUser });
    const shared = { accessModes: ["ReadOnlyMany"], storageClassName: CLASS };
    const lifecycle = { createBeforeDestroy: true };
    const volume = new PersistentVolumeV1(this, "Volume", {
      metadata: { name: `${namespace.name}-${name}`, labels: modelLabels(model) },
      spec: [
        {
          ...shared,
          capacity: { storage },
          claimRef: { namespace: namespace.name, name },
          mountOptions,
          persistentVolumeSource: {
            csi: {
              driver: "s3.csi.aws.com",
              volumeHandle: `${namespace.name}-${name}`,
              readOnly: true,
              volumeAttributes: { bucketName: bucket, authenticationSource: "pod", stsRegion: region },
            },
          },
        },
      ],
      lifecycle,
    });
    this.claim = new PersistentVolumeClaimV1(this, "Claim", {
      metadata: { name, namespace: namespace.name, labels: modelLabels(model) },
      spec: {
        ...shared,
        resources: { requests: { storage } },
        volumeName: volume.metadata.name,
      },
      dependsOn: [namespace.resource],
      lifecycle,
    });
  }
}

/** Name of the claim of a model. Everything that a volume cannot change is in its hash. */
export const claimName = ({
  model,
  weights: { bucket, prefix, region, sizeMiB },
  runAsUser,
}: Pick<MountedWeightsProps, "model" | "weights" | "runAsUser">): string =>
  `${model}-weights-${shortHash([bucket, prefix, region, sizeMiB, runAsUser].join(" "))}`;
