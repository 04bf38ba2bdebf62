/** AWS services that publish to topics, with the ids of their statements. */
export const PUBLISHERS = {
  /** CloudWatch alarms of the account. */
  alarms: { sid: "CloudWatchAlarmsPublish", service: "cloudwatch.amazonaws.com" },
  /** AWS Backup of the account. */
  backups: { sid: "BackupPublishes", service: "backup.amazonaws.com" },
} as const;
