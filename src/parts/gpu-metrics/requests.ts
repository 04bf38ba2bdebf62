import { type PartRequests } from "../../platform/part-requests";

export const REQUESTS = {
  "dcgm-exporter": {
    requests: { cpu: "100m", memory: "512Mi" },
    limits: { cpu: "200m", memory: "1Gi" },
    reason:
      "users of its version 4 report 405 to 512 MiB, and kills on nodes with eight GPUs at the 512 MiB of the chart (pytorch/ci-infra issue 1011, NVIDIA/dcgm-exporter issues 609 and 702); the limit of CPU is the chart's, to which Go fits its threads",
    asOf: "2026-11-22",
  },
} as const satisfies Record<string, PartRequests>;
