/**
 * The CSI driver of Mountpoint for S3: its name in Kubernetes, and the EKS add-on with it.
 *
 * Source: awslabs/mountpoint-s3-csi-driver, docs/CONFIGURATION.md (read 2026-11-22).
 */
export const MOUNTPOINT = { driver: "s3.csi.aws.com", addon: "aws-mountpoint-s3-csi-driver" } as const;
