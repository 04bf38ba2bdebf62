import { type Caller, policySource, roleCall } from "../../../evidence/caller-types";

export const CALLERS: readonly Caller[] = [
  {
    title: "EBS CSI driver",
    order: 80,
    sign: { addon: "aws-ebs-csi-driver" },
    from: "nodes",
    calls: [
      { service: "ec2", why: "creates, attaches and deletes volumes" },
      roleCall("its service account"),
    ],
    controlPlanePorts: {},
    source: `${policySource("AmazonEBSCSIDriverPolicyV2 v1")}. EC2 calls KMS itself; the pods read the region from the webhook of IRSA and their node from the Kubernetes API (kubernetes-sigs/aws-ebs-csi-driver, docs/install.md of 2026-08-19)`,
  },
];
