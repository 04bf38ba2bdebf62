import { type Caller } from "../../../evidence/caller-types";

export const CALLERS: readonly Caller[] = [
  {
    title: "Kubeflow Pipelines",
    order: 120,
    sign: { part: "kubeflow-pipelines" },
    from: "nodes",
    calls: [
      { service: "s3", why: "holds artifacts of pipelines" },
      { service: "sts", why: "exchanges the service accounts of pipelines for roles" },
    ],
    controlPlanePorts: {},
    source:
      "kubeflow/pipelines 2.17.0, backend/src/v2/objectstore and apiserver/client_manager, frontend/server/minio-helper.ts: S3 calls KMS itself, and the driver on the node reads the password (read 2026-11-22)",
  },
];
