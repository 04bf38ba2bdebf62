/** Outputs of the cluster layer that later layers read. */
export interface Outputs {
  /** Log group of Fargate's log router. @default - none; no pods run on Fargate */
  readonly fargate_log_group?: string;
}
