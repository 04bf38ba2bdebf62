/** Outputs of the cluster layer that later layers read. */
export interface Outputs {
  /** Host name of its database. @default - none; the environment has no pipelines */
  readonly kubeflow_pipelines_database_host?: string;
  /** Secret with the password of that database. @default - none; the environment has no pipelines */
  readonly kubeflow_pipelines_database_secret_arn?: string;
  /** Role of the API server. @default - none; the environment has no pipelines */
  readonly kubeflow_pipelines_api_role_arn?: string;
  /** Role of the store of metadata. @default - none; the environment has no pipelines */
  readonly kubeflow_pipelines_metadata_role_arn?: string;
  /** Role of the pages. @default - none; the environment has no pipelines */
  readonly kubeflow_pipelines_ui_role_arn?: string;
  /** Role of the pods of runs. @default - none; the environment has no pipelines */
  readonly kubeflow_pipelines_steps_role_arn?: string;
}
