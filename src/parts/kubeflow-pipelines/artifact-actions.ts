/** Actions of steps of pipelines on objects with artifacts. */
export const KUBEFLOW_PIPELINES_ACTIONS = [
  "s3:GetObject",
  "s3:PutObject",
  "s3:AbortMultipartUpload",
] as const;
