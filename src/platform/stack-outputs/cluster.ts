/** Outputs of the cluster layer. */
export interface ClusterOutputs extends KubeflowPipelinesOutputs {
  readonly cluster_name: string;
  readonly cluster_endpoint: string;
  /** Base64-encoded, as in kubeconfig files. */
  readonly cluster_certificate_authority: string;
  readonly oidc_provider_arn: string;
  /** Without `https://`, as in IAM condition keys. */
  readonly oidc_issuer: string;
  readonly cluster_security_group_id: string;
  readonly update_kubeconfig_command: string;
  readonly model_bucket: string;
  readonly model_bucket_arn: string;
  /** Key that encrypts the model bucket. @default - none for an existing bucket without a declared key */
  readonly model_bucket_kms_key_arn?: string;
  /** Log group of Fargate's log router. @default - none; no pods run on Fargate */
  readonly fargate_log_group?: string;
  /** Key that encrypts volumes of claims. @default - none; no part creates volumes */
  readonly ebs_csi_kms_key_arn?: string;
  /** Topic of alerts and alarms. @default - none; the environment has no alerts */
  readonly alerts_topic_arn?: string;
  /** Topic to which Alertmanager publishes while it works. @default - none; the environment has no alerts */
  readonly alerts_heartbeat_topic_arn?: string;
  /** Role of Alertmanager. @default - none; the environment has no alerts */
  readonly alerts_role_arn?: string;
  /** Host name of the database of MLflow. @default - none; the environment has no MLflow */
  readonly mlflow_database_host?: string;
  /** Secret with its password. @default - none; the environment has no MLflow */
  readonly mlflow_database_secret_arn?: string;
  /** Role of the MLflow server. @default - none; the environment has no MLflow */
  readonly mlflow_role_arn?: string;
  /** Bucket of its artifacts. @default - none; the environment has no MLflow */
  readonly mlflow_bucket?: string;
}

/** Outputs of Kubeflow Pipelines. */
export interface KubeflowPipelinesOutputs {
  /** Host name of its database. @default - none; the environment has no Kubeflow Pipelines */
  readonly kubeflow_pipelines_database_host?: string;
  /** Secret with the password of that database. @default - none; the environment has no Kubeflow Pipelines */
  readonly kubeflow_pipelines_database_secret_arn?: string;
  /** Role of the API server. @default - none; the environment has no Kubeflow Pipelines */
  readonly kubeflow_pipelines_api_role_arn?: string;
  /** Role of the store of metadata. @default - none; the environment has no Kubeflow Pipelines */
  readonly kubeflow_pipelines_metadata_role_arn?: string;
  /** Role of the pages. @default - none; the environment has no Kubeflow Pipelines */
  readonly kubeflow_pipelines_ui_role_arn?: string;
  /** Role of the pods of runs. @default - none; the environment has no Kubeflow Pipelines */
  readonly kubeflow_pipelines_steps_role_arn?: string;
}

/** The cluster's OIDC provider in IAM. */
export interface IOidcProvider {
  readonly arn: string;
  /** Without `https://`. */
  readonly issuer: string;
}

/** A Kubernetes service account. */
export interface ServiceAccountRef {
  readonly namespace: string;
  readonly name: string;
}
