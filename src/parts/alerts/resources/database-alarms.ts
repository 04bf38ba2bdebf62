import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { DATABASE_ENGINES } from "../../../facts/databases";
import { formulas } from "../../../terraform/formulas";
import { steps as ALARM_STEPS } from "./alarm-steps.json";
import { type AlarmedDatabase } from "../databases";
import { type AlarmProps } from "./alarms";

const FIVE_MINUTES = 300;
const GIB = 2 ** 30;

/** Percent of the first storage. Storage that grows does so at a tenth, so half of that means that RDS is late or may add none. */
const FREE_PERCENT = 5;

/** Percent of the processors, half an hour long. */
const BUSY_PERCENT = 90;

/** Of the connections that a database admits by the memory of its class, which RDS itself uses in part. */
const CONNECTED_SHARE = 0.6;

/** The largest one of all engines. */
const BYTES_PER_CONNECTION = Math.max(
  ...Object.values(DATABASE_ENGINES).map(({ bytesPerConnection }) => bytesPerConnection),
);

/**
 * Fire if the storage of a database ends, if it is busy, and if its connections end. A database that is stopped has no data, which is no
 * alarm.
 *
 * Sources: Amazon RDS user guide, "Managing capacity automatically with Amazon RDS storage
 * autoscaling": RDS adds storage if at most 10 percent of it has been free for five minutes, and at
 * least six hours have passed since the last change of it (read 2026-11-28); "Amazon CloudWatch
 * metrics for Amazon RDS" and "Quotas and constraints for Amazon RDS" (from memory, unconfirmed).
 */
export function createDatabaseAlarms(
  scope: Construct,
  { namePrefix, topicArn }: AlarmProps,
  databases: readonly AlarmedDatabase[],
): void {
  for (const database of databases) {
    const { part, name, storageGiB } = database;
    const parent = new Construct(scope, `database-${part}`);
    const common = {
      namespace: "AWS/RDS",
      dimensions: { DBInstanceIdentifier: name },
      period: FIVE_MINUTES,
      alarmActions: [topicArn],
      okActions: [topicArn],
    };
    new CloudwatchMetricAlarm(parent, "storage", {
      ...common,
      alarmName: `${namePrefix}-database-${part}-storage`,
      alarmDescription: `The database of ${part} has less than ${FREE_PERCENT} % of its first storage left, and accepts no data when it is full. ${growthWords(database)}`,
      metricName: "FreeStorageSpace",
      statistic: "Minimum",
      evaluationPeriods: 3,
      comparisonOperator: "LessThanThreshold",
      threshold: formulas.number(`floor({gib} * ${GIB} * ${FREE_PERCENT} / 100)`, { gib: storageGiB }),
    });
    new CloudwatchMetricAlarm(parent, "cpu", {
      ...common,
      alarmName: `${namePrefix}-database-${part}-cpu`,
      alarmDescription: `The database of ${part} has used over ${BUSY_PERCENT} % of its processors for half an hour. Next: ${ALARM_STEPS.databaseCpu}`,
      metricName: "CPUUtilization",
      statistic: "Average",
      evaluationPeriods: 6,
      comparisonOperator: "GreaterThanThreshold",
      threshold: BUSY_PERCENT,
    });
    new CloudwatchMetricAlarm(parent, "connections", {
      ...common,
      alarmName: `${namePrefix}-database-${part}-connections`,
      alarmDescription: `The database of ${part} has nearly as many connections as it admits, and then refuses more. Next: ${ALARM_STEPS.databaseConnections}`,
      metricName: "DatabaseConnections",
      statistic: "Maximum",
      evaluationPeriods: 3,
      comparisonOperator: "GreaterThanThreshold",
      threshold: Math.floor((CONNECTED_SHARE * memoryGiB(database) * GIB) / BYTES_PER_CONNECTION),
    });
  }
}

const growthWords = ({ storageGiB, growthGiB }: AlarmedDatabase): string =>
  growthGiB === 0
    ? `RDS adds no storage, since growthGiB is 0. Next: ${ALARM_STEPS.fixedStorage}`
    : `RDS has not added storage in time, or has reached its maximum of ${storageGiB + growthGiB} GiB. Next: ${ALARM_STEPS.growingStorage}`;

/** Memory of a general purpose class. One of a class with more memory is a multiple of it. */
function memoryGiB({ instanceClass }: AlarmedDatabase): number {
  const size = instanceClass.split(".")[2] ?? "";
  const known = { micro: 1, small: 2, medium: 4, large: 8, xlarge: 16 }[size];
  return known ?? 16 * Number.parseInt(size, 10);
}
