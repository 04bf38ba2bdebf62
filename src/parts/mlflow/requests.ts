import { type PartRequests } from "../../platform/part-requests";

export const REQUESTS = {
  mlflow: {
    requests: { cpu: "250m", memory: "1Gi" },
    limits: { memory: "2Gi" },
    reason:
      "two workers of mlflow 3.17.2 and their parents measured 650 MiB after some requests; uploads pass through memory and disk",
    asOf: "2026-11-22",
  },
  "mlflow-promotion": {
    requests: { cpu: "100m", memory: "512Mi" },
    limits: { memory: "1Gi" },
    reason: "one client of mlflow 3.17.2, which sends files from the disk to S3 in parts of 8 MiB",
    asOf: "2026-11-28",
  },
} as const satisfies Record<string, PartRequests>;
