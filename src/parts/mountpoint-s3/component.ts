import { component } from "../../platform/contract";

/**
 * Mounts the weights of models from S3. Each volume names the role of its model, so the driver itself has none. Fargate runs
 * no DaemonSets.
 *
 * Source: awslabs/mountpoint-s3-csi-driver of 2026-08-08, `docs/CONFIGURATION.md`, "Pod-Level
 * Credentials" (read 2026-11-22).
 */
export const mountpointS3 = component({
  id: "mountpoint-s3",
  title: "Mountpoint for S3",
  kinds: { "s3.csi.aws.com": ["mountpoints3podattachments"] },
  isEnabled: ({ config }) => config.models.some(({ weights }) => weights?.mode === "mount"),
  addons: [{ name: "aws-mountpoint-s3-csi-driver", when: "after-nodes", versions: {} }],
  needs: () => ({
    services: [
      { service: "s3", why: "holds the files" },
      { service: "sts", why: "exchanges the model's service account for a role" },
    ],
  }),
});
