/** Actions of an MLflow server on objects with artifacts. */
export const MLFLOW_ARTIFACT_ACTIONS = [
  "s3:GetObject",
  "s3:PutObject",
  "s3:DeleteObject",
  "s3:AbortMultipartUpload",
] as const;
