/** Something to do in AWS before the proposed file fits. */
export interface Preparation {
  readonly reason: string;
  /** Command of the AWS CLI. */
  readonly command: string;
}
