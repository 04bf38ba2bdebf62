/** An alarm of CloudWatch that fires with a fault, and not without it. */
export interface AlarmForm {
  readonly metric: string;
  readonly comparisons: readonly string[];
  readonly threshold: readonly [least: number, most: number];
  readonly statistics: readonly string[];
  /** Values of treat_missing_data. */
  readonly missingData: readonly string[];
  /** The most minutes until it fires: its periods together. */
  readonly minutes: number;
}

const GIB = 2 ** 30;

const BELOW = ["LessThanThreshold", "LessThanOrEqualToThreshold"];
const ABOVE = ["GreaterThanThreshold", "GreaterThanOrEqualToThreshold"];
const DAY = 24 * 60;

/** A database that is stopped has no data. With `ignore` the alarm stays in its state. */
const WITHOUT_DATA = ["missing", "notBreaching", "breaching"];

/** Namespace of the alarms on databases, with the dimension that names one. */
export const DATABASE_ALARMS = { namespace: "AWS/RDS", dimension: "DBInstanceIdentifier" } as const;

/**
 * Alarms on metrics of which each says one thing only, by the namespace of the metric.
 *
 * Sources: Amazon SNS developer guide, "Monitoring Amazon SNS with CloudWatch": messages are
 * counted with the statistic Sum, and a topic without messages has no data; AWS Certificate Manager
 * user guide, "CloudWatch metrics": DaysToExpiry is published twice a day until the end; AWS
 * PrivateLink guide, "CloudWatch metrics": the statistic Sum of dropped packets, and no data
 * without traffic (read 2026-11-26); Amazon RDS user guide, "Amazon CloudWatch metrics for Amazon
 * RDS" (from memory, unconfirmed). ACM reminds 45 days before the end, and a certificate of another
 * authority takes days to replace.
 */
export const ALARM_FORMS: Readonly<Record<string, readonly AlarmForm[]>> = {
  "AWS/SNS": [
    {
      // Alerts of the cluster reach nobody.
      metric: "NumberOfMessagesPublished",
      comparisons: BELOW,
      threshold: [1, 2],
      statistics: ["Sum"],
      missingData: ["breaching"],
      minutes: 60,
    },
  ],
  "AWS/CertificateManager": [
    {
      // The certificate ends.
      metric: "DaysToExpiry",
      comparisons: BELOW,
      threshold: [7, 60],
      statistics: ["Minimum"],
      missingData: ["breaching"],
      minutes: 2 * DAY,
    },
  ],
  "AWS/PrivateLinkEndpoints": [
    {
      // An endpoint drops packets.
      metric: "PacketsDropped",
      comparisons: ABOVE,
      threshold: [0, 100],
      statistics: ["Sum"],
      // With `ignore` the alarm stays in its state when traffic ends, so the next fault changes nothing.
      missingData: ["notBreaching", "missing"],
      minutes: 60,
    },
  ],
  [DATABASE_ALARMS.namespace]: [
    {
      // The storage ends.
      metric: "FreeStorageSpace",
      comparisons: BELOW,
      threshold: [GIB / 4, 16_384 * GIB],
      statistics: ["Minimum", "Average"],
      missingData: WITHOUT_DATA,
      minutes: 60,
    },
    {
      // Requests wait for the processors.
      metric: "CPUUtilization",
      comparisons: ABOVE,
      threshold: [50, 99],
      statistics: ["Average", "Maximum", "Minimum"],
      missingData: WITHOUT_DATA,
      minutes: 2 * 60,
    },
    {
      // Further connections are refused.
      metric: "DatabaseConnections",
      comparisons: ABOVE,
      threshold: [10, 16_000],
      statistics: ["Maximum", "Average"],
      missingData: WITHOUT_DATA,
      minutes: 60,
    },
  ],
};

/** Namespace of the alarms on certificates, with the dimension that names one. */
export const CERTIFICATE_ALARM = {
  namespace: "AWS/CertificateManager",
  dimension: "CertificateArn",
} as const;
