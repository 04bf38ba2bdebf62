import ROWS from "./log-writers.json";
import { LOAD_BALANCER_LOGS, bucketLogs } from "../../names/access-logs";
import { type AwsLocation, bucketArn, regionalArn } from "../../../facts/aws";
import type { PolicyStatement } from "../../../facts/iam";

/** Writers of access logs. */
export interface LogWriters {
  readonly location: AwsLocation;
  /** Names of the buckets whose requests S3 logs. */
  readonly buckets: readonly string[];
  /** Type of the load balancers that log. @default - none logs */
  readonly loadBalancers?: "alb" | "nlb";
}

/**
 * Statements that allow AWS services to write the logs of these buckets and load balancers, and nothing else. The path of an ALB
 * contains its account: AWS's policy has no condition, and one on the source is not met.
 */
export function logDelivery(
  arn: string,
  { location, buckets, loadBalancers }: LogWriters,
): PolicyStatement[] {
  const account = location.accountId;
  const ofBucket = (bucket: string, index: number): PolicyStatement[] =>
    filledStatements(ROWS.statements.bucket, {
      account,
      number: String(index + 1),
      bucketLogs: `${arn}/${bucketLogs(bucket)}*`,
      source: bucketArn(location, bucket),
    });
  const balancerLogs = `${arn}/${LOAD_BALANCER_LOGS}/AWSLogs/${account}/*`;
  const deliveries = regionalArn(location, "logs", "*");
  const ofBalancers = loadBalancers ? ROWS.statements[loadBalancers] : [];
  return [
    ...buckets.flatMap(ofBucket),
    ...filledStatements(ofBalancers, { account, arn, balancerLogs, deliveries }),
  ];
}

/** Rows with the values of names in braces. */
const filledStatements = (rows: readonly object[], values: Readonly<Record<string, string>>) =>
  JSON.parse(
    JSON.stringify(rows).replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ""),
  ) as PolicyStatement[];
