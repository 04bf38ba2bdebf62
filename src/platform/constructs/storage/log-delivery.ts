import writers from "./log-writers.json";
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

/** Statements that allow AWS services to write the logs of these buckets and load balancers, and nothing else. */
export const logDelivery = (arn: string, writers: LogWriters): PolicyStatement[] => [
  ...writers.buckets.map((bucket, index) => ofBucket(arn, writers.location, bucket, index)),
  ...(writers.loadBalancers === "alb" ? [ofAlb(arn, writers.location)] : []),
  ...(writers.loadBalancers === "nlb" ? ofNlb(arn, writers.location) : []),
];

const ofBucket = (arn: string, location: AwsLocation, bucket: string, index: number): PolicyStatement => ({
  Sid: `BucketLogs${index + 1}`,
  Effect: "Allow",
  Principal: { Service: writers.s3 },
  Action: "s3:PutObject",
  Resource: `${arn}/${bucketLogs(bucket)}*`,
  Condition: {
    StringEquals: { "aws:SourceAccount": location.accountId },
    ArnEquals: { "aws:SourceArn": bucketArn(location, bucket) },
  },
});

const loadBalancerLogs = (arn: string, { accountId }: AwsLocation): string =>
  `${arn}/${LOAD_BALANCER_LOGS}/AWSLogs/${accountId}/*`;

/** The path contains the account of the load balancer. AWS's policy has no condition, and one on the source is not met. */
const ofAlb = (arn: string, location: AwsLocation): PolicyStatement => ({
  Sid: "AlbLogs",
  Effect: "Allow",
  Principal: { Service: writers.alb },
  Action: "s3:PutObject",
  Resource: loadBalancerLogs(arn, location),
});

function ofNlb(arn: string, location: AwsLocation): PolicyStatement[] {
  const source = {
    StringEquals: { "aws:SourceAccount": location.accountId },
    ArnLike: { "aws:SourceArn": regionalArn(location, "logs", "*") },
  };
  const allow = { Effect: "Allow", Principal: { Service: writers.nlb } } as const;
  return [
    { Sid: "NlbLogsBucket", ...allow, Action: "s3:GetBucketAcl", Resource: arn, Condition: source },
    {
      Sid: "NlbLogs",
      ...allow,
      Action: "s3:PutObject",
      Resource: loadBalancerLogs(arn, location),
      Condition: {
        ...source,
        StringEquals: { ...source.StringEquals, "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    },
  ];
}
