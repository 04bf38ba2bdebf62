import { type Caller, roleCall } from "../../../evidence/caller-types";

export const CALLERS: readonly Caller[] = [
  {
    title: "log-in to programs",
    order: 130,
    sign: { part: "log-in" },
    from: "nodes",
    calls: [
      { service: "secretsmanager", why: "holds the secret of the log-in" },
      roleCall("service accounts of proxies"),
    ],
    controlPlanePorts: {},
    source:
      "aws/secrets-store-csi-driver-provider-aws 3.1.1: the driver on the node reads a secret with the role of the pod (read 2026-11-20)",
  },
];
