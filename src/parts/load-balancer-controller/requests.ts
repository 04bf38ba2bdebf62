import { type PartRequests } from "../../platform/part-requests";

export const REQUESTS = {
  "aws-load-balancer-controller": {
    requests: { cpu: "100m", memory: "128Mi" },
    limits: { cpu: "200m", memory: "256Mi" },
    reason: "an estimate of this project: a cluster here has few load balancers and target groups",
    asOf: "2026-11-20",
  },
} as const satisfies Record<string, PartRequests>;
