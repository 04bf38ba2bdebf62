import { awsLocation } from "../../facts/aws";
import { component } from "../../platform/contract";
import { ebsCsiRules } from "./rules";
import { type EbsCsi, settings } from "./settings";
import { volumeKeyStatements } from "./key-statements";

/**
 * Creates EBS volumes for claims, and attaches them to nodes. The managed policy limits the driver to volumes that drivers
 * tagged; it has no permission for keys.
 *
 * Source: kubernetes-sigs/aws-ebs-csi-driver, `docs/install.md` and `docs/tagging.md` of 2026-08-19; AWS managed policy
 * reference, AmazonEBSCSIDriverPolicyV2 (read 2026-11-22).
 */
export const ebsCsi = component<EbsCsi>({
  id: "ebs-csi",
  title: "EBS CSI driver",
  settings,
  rules: ebsCsiRules,
  provides: ["volumes"],
  identities: ({ config, settings: { kmsKeyArn } }) => [
    {
      name: "ebs-csi",
      id: "Role",
      description: "Lets the EBS CSI driver create and attach encrypted volumes",
      trust: { namespace: "kube-system", serviceAccount: "ebs-csi-controller-sa" },
      statements: (refs) =>
        volumeKeyStatements(awsLocation(config.account, config.region), kmsKeyArn ?? refs.kmsKeyArn),
      managedPolicy: "AmazonEBSCSIDriverPolicyV2",
    },
  ],
  addons: [
    {
      name: "aws-ebs-csi-driver",
      when: "after-nodes",
      versions: {},
      identity: "ebs-csi",
      // Terraform does not create the volumes, so the default tags of the provider do not apply.
      configuration: ({ tags }) => ({ controller: { extraVolumeTags: tags } }),
    },
  ],
  needs: () => ({
    services: [
      { service: "ec2", why: "creates, attaches and deletes volumes" },
      { service: "sts", why: "exchanges its service account for a role" },
    ],
  }),
});
