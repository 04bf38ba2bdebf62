/** Outputs of the state layer, for a backend that is set up by hand. */
export interface StateOutputs {
  readonly state_bucket: string;
  readonly state_kms_key_arn: string;
  /** Bucket for access logs. @default - none; nothing logs */
  readonly log_bucket?: string;
}
