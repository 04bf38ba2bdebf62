/**
 * CSI drivers that run a pod without requests for each volume on each node that mounts it.
 *
 * Source: awslabs/mountpoint-s3-csi-driver of 2026-08-08, docs/MOUNTPOINT_POD_SHARING.md and pkg/podmounter/mppod/creator.go (read
 * 2026-11-22).
 */
export const DRIVERS_WITH_VOLUME_PODS: ReadonlySet<string> = new Set(["s3.csi.aws.com"]);
