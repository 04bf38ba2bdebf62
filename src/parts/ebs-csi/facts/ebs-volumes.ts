import facts from "./addons.json";

/**
 * Volumes that the EBS CSI driver creates for claims.
 *
 * Source: kubernetes-sigs/aws-ebs-csi-driver of 2026-08-19, `docs/parameters.md` and `docs/install.md`, "Encrypted EBS Volumes
 * via KMS"; Amazon EBS user guide, "Requirements for Amazon EBS encryption" (read 2026-11-22).
 */
export const EBS_DRIVER = "ebs.csi.aws.com";

/** EKS add-on with the driver. */
export const EBS_ADDON = "aws-ebs-csi-driver";

/** Actions on a customer managed key with which the driver creates and attaches volumes. EC2 calls KMS for it. */
export const VOLUME_KEY_ACTIONS: readonly string[] = facts.addons["aws-ebs-csi-driver"].identity.mayAllow;
