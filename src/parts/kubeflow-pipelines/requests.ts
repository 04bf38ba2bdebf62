import { type PartRequests } from "../../platform/part-requests";

export const REQUESTS = {
  "kubeflow-pipelines/authorities": {
    requests: { cpu: "10m", memory: "32Mi" },
    limits: { memory: "64Mi" },
    reason: "it copies one file before a client of the database starts",
    asOf: "2026-11-22",
  },
  "kubeflow-pipelines/executor": {
    requests: { cpu: "10m", memory: "64Mi" },
    limits: { memory: "256Mi" },
    reason: "an estimate of this project: it waits for a step, and copies its log",
    asOf: "2026-11-22",
  },
  "kubeflow-pipelines/metadata-grpc": {
    requests: { cpu: "50m", memory: "128Mi" },
    limits: { memory: "512Mi" },
    reason: "an estimate of this project: a program in C++ with some queries for each step",
    asOf: "2026-11-22",
  },
  "kubeflow-pipelines/metadata-proxy": {
    requests: { cpu: "20m", memory: "64Mi" },
    limits: { memory: "128Mi" },
    reason: "an estimate of this project: the requests of some users",
    asOf: "2026-11-22",
  },
  "kubeflow-pipelines/ml-pipeline": {
    requests: { cpu: "250m", memory: "500Mi" },
    limits: { memory: "1Gi" },
    reason: "the requests of its authors, and twice the memory as a limit",
    asOf: "2026-11-22",
  },
  "kubeflow-pipelines/ml-pipeline-ui": {
    requests: { cpu: "10m", memory: "128Mi" },
    limits: { memory: "256Mi" },
    reason: "the requests of its authors with more memory for Node.js",
    asOf: "2026-11-22",
  },
  "kubeflow-pipelines/persistence-agent": {
    requests: { cpu: "120m", memory: "256Mi" },
    limits: { memory: "512Mi" },
    reason: "the CPU of its authors, and half of their memory as a request",
    asOf: "2026-11-22",
  },
  "kubeflow-pipelines/schedules": {
    requests: { cpu: "20m", memory: "64Mi" },
    limits: { memory: "128Mi" },
    reason: "an estimate of this project: it watches the schedules of one namespace",
    asOf: "2026-11-22",
  },
  "kubeflow-pipelines/step": {
    requests: { cpu: "500m", memory: "1Gi" },
    limits: { memory: "2Gi" },
    reason: "an estimate of this project for a step that states nothing: a small model in Python",
    asOf: "2026-11-22",
  },
  "kubeflow-pipelines/workflow-controller": {
    requests: { cpu: "100m", memory: "500Mi" },
    limits: { memory: "1Gi" },
    reason: "the requests of its authors, and twice the memory as a limit",
    asOf: "2026-11-22",
  },
} as const satisfies Record<string, PartRequests>;
