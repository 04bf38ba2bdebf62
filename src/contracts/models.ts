/** Outputs of the models layer. */
export interface ModelsOutputs {
  /** The record to make for the host, where DNS is not Terraform's. */
  readonly dns_record?: string;
}
