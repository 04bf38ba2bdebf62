/** Outputs of the cluster layer. */
export interface ClusterOutputs {
  readonly cluster_name: string;
  readonly cluster_endpoint: string;
  /** Base64, as kubeconfig files want it. */
  readonly cluster_certificate_authority: string;
  readonly oidc_provider_arn: string;
  /** Without `https://`, as IAM's condition keys begin with it. */
  readonly oidc_issuer: string;
  readonly cluster_security_group_id: string;
  readonly update_kubeconfig_command: string;
  readonly model_bucket: string;
  readonly model_bucket_arn: string;
  /** Key that encrypts the model bucket, where the platform made it. */
  readonly model_bucket_kms_key_arn?: string;
  /** Log group for the log router of Fargate, where pods run there. */
  readonly fargate_log_group?: string;
}

/** The cluster's own issuer of identities, as IAM knows it. */
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
