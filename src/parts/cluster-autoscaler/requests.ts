import { type PartRequests } from "../../platform/part-requests";

export const REQUESTS = {
  "cluster-autoscaler": {
    requests: { cpu: "100m", memory: "300Mi" },
    limits: { memory: "600Mi" },
    reason:
      "its memory grows with pods and nodes; the limit is the request of the authors' example for AWS, the request half of it for a cluster of less than 100 nodes",
    asOf: "2026-11-22",
  },
} as const satisfies Record<string, PartRequests>;
