/** Outputs of the cluster layer that later layers read. */
export interface Outputs {
  /** Host name of the database of MLflow. @default - none; the environment has no MLflow */
  readonly mlflow_database_host?: string;
  /** Secret with its password. @default - none; the environment has no MLflow */
  readonly mlflow_database_secret_arn?: string;
  /** Role of the MLflow server. @default - none; the environment has no MLflow */
  readonly mlflow_role_arn?: string;
  /** Role that copies versions of models. @default - none; the environment promotes no model from MLflow */
  readonly mlflow_promotion_role_arn?: string;
  /** Bucket of its artifacts. @default - none; the environment has no MLflow */
  readonly mlflow_bucket?: string;
}
