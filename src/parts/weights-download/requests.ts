import { type PartRequests } from "../../platform/part-requests";

export const REQUESTS = {
  "weights-download": {
    requests: { cpu: "250m", memory: "512Mi" },
    limits: { memory: "1Gi" },
    reason: "the AWS CLI copies ten parts of 8 MiB at a time by default, and verifies them",
    asOf: "2026-11-22",
  },
} as const satisfies Record<string, PartRequests>;
