/** Outputs of the cluster layer that later layers read. */
export interface Outputs {
  /** Key that encrypts volumes of claims. @default - none; no part creates volumes */
  readonly ebs_csi_kms_key_arn?: string;
}
