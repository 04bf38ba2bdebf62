import { type Caller, roleCall } from "../../../evidence/caller-types";

export const CALLERS: readonly Caller[] = [
  {
    title: "MLflow",
    order: 110,
    sign: { part: "mlflow" },
    from: "nodes",
    calls: [{ service: "s3", why: "holds artifacts" }, roleCall("its service account")],
    controlPlanePorts: {},
    source:
      "mlflow 3.17.2, store/artifact/s3_artifact_repo.py: S3 calls KMS itself, and the driver on the node reads the password (read 2026-11-22)",
  },
];
