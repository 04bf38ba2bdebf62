import { type PartRequests } from "../../platform/part-requests";

export const REQUESTS = {
  "off-hours": {
    requests: { cpu: "50m", memory: "64Mi" },
    limits: { memory: "128Mi" },
    reason: "kubectl reads and scales some Deployments, twice a day",
    asOf: "2026-11-22",
  },
} as const satisfies Record<string, PartRequests>;
