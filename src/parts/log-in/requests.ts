import { type PartRequests } from "../../platform/part-requests";

export const REQUESTS = {
  "log-in": {
    requests: { cpu: "50m", memory: "64Mi" },
    limits: { memory: "128Mi" },
    reason: "one Go program without a cache, whose sessions are in cookies; not measured under load",
    asOf: "2026-11-28",
  },
} as const satisfies Record<string, PartRequests>;
