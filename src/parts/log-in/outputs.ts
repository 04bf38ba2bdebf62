/** Outputs of the cluster layer that later layers read. */
export interface Outputs {
  /** Role of the proxy of MLflow. @default - none; people do not log in to it */
  readonly log_in_mlflow_role_arn?: string;
  /** Role of the proxy of Kubeflow Pipelines. @default - none; people do not log in to it */
  readonly log_in_kubeflow_pipelines_role_arn?: string;
  /** Role of the proxy of Grafana. @default - none; people do not log in to it */
  readonly log_in_grafana_role_arn?: string;
  /** Role of the proxy of Argo CD. @default - none; people do not log in to it */
  readonly log_in_argo_cd_role_arn?: string;
}
