import { type KeyValue, statedAt, statedTexts } from "./lists";

/** Alarms, their recipients and the life of logs that the file states. */
export interface StatedMonitoring {
  /** Addresses that get messages. */
  readonly emails: readonly string[];
  /** Alarms on the monthly bill. @default - none */
  readonly costAlarm?: StatedCostAlarm;
  /** Types of logs of the control plane. @default - the file does not state them */
  readonly clusterLogTypes?: readonly string[];
  /** Days that log groups of the cluster keep logs. @default - the file does not state it */
  readonly clusterLogDays?: number;
  /** ARN of the bucket of others that gets the flow logs. @default - a log group of the stacks */
  readonly flowLogBucket?: string;
  /** Reason for which the VPC has no flow logs. @default - it has some */
  readonly flowLogsOff?: string;
  /** Days that flow logs are kept. @default - the file does not state it */
  readonly flowLogDays?: number;
}

export interface StatedCostAlarm {
  /** Bill of Amazon VPC, in USD. @default - computed from hourly charges */
  readonly thresholdUsd?: number;
  /** Bill of the account, in USD. @default - no second alarm */
  readonly totalUsd?: number;
}

const COST_ALARM = "network.costAlarm";
const EMAILS = [`${COST_ALARM}.email`, "components.alerts.email", "components.backups.email"];

export function statedMonitoring(settings: readonly KeyValue[]): StatedMonitoring {
  const amountAt = <Key extends string>(key: Key, path: string): Partial<Record<Key, number>> => {
    const value = statedAt(settings, path);
    return typeof value === "number" ? ({ [key]: value } as Record<Key, number>) : {};
  };
  const textAt = <Key extends string>(key: Key, path: string): Partial<Record<Key, string>> => {
    const value = statedAt(settings, path);
    return typeof value === "string" ? ({ [key]: value } as Record<Key, string>) : {};
  };
  const hasCostAlarm = statedAt(settings, `${COST_ALARM}.email`) !== undefined;
  const clusterLogTypes = statedTexts(statedAt(settings, "cluster.logTypes"));
  return {
    ...(clusterLogTypes ? { clusterLogTypes } : {}),
    emails: EMAILS.map((path) => statedAt(settings, path)).filter((email) => typeof email === "string"),
    ...(hasCostAlarm
      ? {
          costAlarm: {
            ...amountAt("thresholdUsd", `${COST_ALARM}.thresholdUsd`),
            ...amountAt("totalUsd", `${COST_ALARM}.totalUsd`),
          },
        }
      : {}),
    ...amountAt("clusterLogDays", "cluster.logRetentionDays"),
    ...textAt("flowLogBucket", "network.flowLogs.bucketArn"),
    ...(statedAt(settings, "network.flowLogs.enabled") === false
      ? textAt("flowLogsOff", "network.flowLogs.reason")
      : {}),
    ...amountAt("flowLogDays", "network.flowLogs.retentionDays"),
  };
}
