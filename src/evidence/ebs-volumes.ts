/**
 * The CSI driver of volumes of Amazon EBS: its name in Kubernetes, and the EKS add-on with it.
 *
 * Source: kubernetes-sigs/aws-ebs-csi-driver of 2026-08-19, `docs/parameters.md` and
 * `docs/install.md`, "Encrypted EBS Volumes via KMS"; Amazon EBS user guide, "Requirements for
 * Amazon EBS encryption" (read 2026-11-22).
 */
export const EBS = { driver: "ebs.csi.aws.com", addon: "aws-ebs-csi-driver" } as const;
