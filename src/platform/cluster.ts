/** Outputs of the cluster layer. The generated file `outputs.ts` of parts adds those of each part, which are optional. */
export interface ClusterOutputs {
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
}
