/** Outputs of the cluster layer that later layers read. */
export interface Outputs {
  /** Topic of alerts and alarms. @default - none; the environment has no alerts */
  readonly alerts_topic_arn?: string;
  /** Topic to which Alertmanager publishes while it works. @default - none; the environment has no alerts */
  readonly alerts_heartbeat_topic_arn?: string;
  /** Role of Alertmanager. @default - none; the environment has no alerts */
  readonly alerts_role_arn?: string;
}
