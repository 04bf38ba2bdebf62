import { type JsonObject } from "../terraform-json/stack-json";

/**
 * CSIDrivers that EKS add-ons create, by add-on. Fields that matter only to a kubelet are omitted, such as requests for tokens.
 *
 * Source: awslabs/mountpoint-s3-csi-driver of 2026-08-08, `templates/csidriver.yaml` of its chart (read 2026-11-22).
 */
export const ADDON_DRIVERS: Readonly<Record<string, { readonly name: string; readonly spec: JsonObject }>> = {
  "aws-mountpoint-s3-csi-driver": {
    name: "s3.csi.aws.com",
    spec: { attachRequired: false, podInfoOnMount: true },
  },
};

/**
 * CSI drivers that run a pod without requests for each volume on each node that mounts it.
 *
 * Source: awslabs/mountpoint-s3-csi-driver of 2026-08-08, docs/MOUNTPOINT_POD_SHARING.md and pkg/podmounter/mppod/creator.go (read
 * 2026-11-22).
 */
export const DRIVERS_WITH_VOLUME_PODS: ReadonlySet<string> = new Set(["s3.csi.aws.com"]);
