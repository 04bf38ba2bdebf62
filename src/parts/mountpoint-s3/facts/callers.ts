import { type Caller, roleCall } from "../../../evidence/caller-types";

export const CALLERS: readonly Caller[] = [
  {
    title: "Mountpoint for S3",
    order: 70,
    sign: { addon: "aws-mountpoint-s3-csi-driver" },
    from: "nodes",
    calls: [{ service: "s3", why: "holds the files" }, roleCall("the model's service account")],
    controlPlanePorts: {},
    source:
      "awslabs/mountpoint-s3-csi-driver of 2026-08-08, docs/CONFIGURATION.md and pkg/driver/node/credentialprovider (read 2026-11-22)",
  },
];
