/** What the state layer tells whoever sets up a backend by hand. */
export interface StateOutputs {
  readonly state_bucket: string;
  readonly state_kms_key_arn: string;
}
