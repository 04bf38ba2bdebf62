import { type PartRequests } from "../../platform/part-requests";

export const REQUESTS = {
  "argo-cd/applicationset-controller": {
    requests: { cpu: "10m", memory: "32Mi" },
    limits: { memory: "64Mi" },
    reason: "it has no pods here; the amounts are for a namespace with a quota",
    asOf: "2026-11-22",
  },
  "argo-cd/controller": {
    requests: { cpu: "250m", memory: "512Mi" },
    limits: { memory: "1Gi" },
    reason:
      "an estimate of this project: it watches the objects of one namespace, and compares them with Git",
    asOf: "2026-11-22",
  },
  "argo-cd/copyutil": {
    requests: { cpu: "10m", memory: "32Mi" },
    limits: { memory: "64Mi" },
    reason: "an estimate of this project: it copies one file before the repo server starts",
    asOf: "2026-11-22",
  },
  "argo-cd/redis": {
    requests: { cpu: "50m", memory: "64Mi" },
    limits: { memory: "128Mi" },
    reason: "an estimate of this project: a cache of the renders of one repository",
    asOf: "2026-11-22",
  },
  "argo-cd/redis-secret-init": {
    requests: { cpu: "10m", memory: "64Mi" },
    limits: { memory: "128Mi" },
    reason: "an estimate of this project: a Job of the release makes one password",
    asOf: "2026-11-22",
  },
  "argo-cd/repo-server": {
    requests: { cpu: "100m", memory: "256Mi" },
    limits: { memory: "1Gi" },
    reason:
      "an estimate of this project: it clones one repository and renders one folder; a large repository needs more memory",
    asOf: "2026-11-22",
  },
  "argo-cd/server": {
    requests: { cpu: "50m", memory: "128Mi" },
    limits: { memory: "256Mi" },
    reason: "an estimate of this project: some users look at one application",
    asOf: "2026-11-22",
  },
} as const satisfies Record<string, PartRequests>;
