import { type PartRequests } from "../../../../src/platform/part-requests";

export const REQUESTS = {
  "external-dns": {
    requests: { cpu: "20m", memory: "64Mi" },
    limits: { memory: "128Mi" },
    reason: "an estimate of this project: it lists Services and Ingresses once a minute",
    asOf: "2026-11-24",
  },
} as const satisfies Record<string, PartRequests>;
