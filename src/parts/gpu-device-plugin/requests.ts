import { type PartRequests } from "../../platform/part-requests";

export const REQUESTS = {
  "nvidia-device-plugin": {
    requests: { cpu: "50m", memory: "64Mi" },
    limits: { cpu: "200m", memory: "128Mi" },
    reason: "it lists the GPUs of one node, and is idle afterwards",
    asOf: "2026-11-20",
  },
} as const satisfies Record<string, PartRequests>;
