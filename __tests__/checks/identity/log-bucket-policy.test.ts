import { logBucketPolicy } from "../../../src/checks/identity/log-bucket-policy";
import { policyPrincipals } from "../../../src/checks/identity/policy-principals";
import { type Editable, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { type Edit, foundBy, newlyFound, within } from "../../support/findings";

const CHECK = [logBucketPolicy];
const plan = (environment: string) => planWith(environment, { accessLogs: {} });

const policy =
  (edit: (statements: Editable[]) => void): Edit =>
  ({ state }) =>
    within(state.resource.aws_s3_bucket_policy.access_logs as Editable, "policy", (json) => {
      edit(json["Statement"] as Editable[]);
    });

/** Edits the statement of a policy. */
const statement = (sid: string, edit: (statement: Editable) => void): Edit =>
  policy((statements) => edit(statements.find(({ Sid }) => Sid === sid) as Editable));

const without = (sid: string): Edit =>
  policy((statements) =>
    statements.splice(
      statements.findIndex(({ Sid }) => Sid === sid),
      1,
    ),
  );

test.each(ENVIRONMENTS)("accepts %s with access logs", (environment) => {
  expect(foundBy(logBucketPolicy, environmentPlan(plan(environment)))).toEqual([]);
});

const HARDENED = "ml-inference-hardened";

test.each<[title: string, environment: string, edit: Edit, message: string]>([
  [
    "a bucket whose logs are not admitted",
    HARDENED,
    without("BucketLogs1"),
    "the policy denies logging.s3.amazonaws.com s3:PutObject on arn:aws:s3:::ml-inference-hardened-logs-666677778888/buckets/ml-inference-hardened-tfstate-",
  ],
  [
    "another prefix than the policy's",
    HARDENED,
    ({ cluster }) => (cluster.resource.aws_s3_bucket_logging.models.target_prefix = "models/"),
    "the policy denies logging.s3.amazonaws.com s3:PutObject on arn:aws:s3:::ml-inference-hardened-logs-666677778888/models/",
  ],
  [
    "another bucket as source",
    HARDENED,
    statement(
      "BucketLogs2",
      ({ Condition }) => (Condition.ArnEquals["aws:SourceArn"] = "arn:aws:s3:::other"),
    ),
    "the policy denies logging.s3.amazonaws.com",
  ],
  [
    "an NLB's delivery that is not admitted",
    HARDENED,
    without("NlbLogs"),
    "the policy denies delivery.logs.amazonaws.com s3:PutObject",
  ],
  [
    "a delivery that cannot read the ACL of the bucket",
    HARDENED,
    without("NlbLogsBucket"),
    "the policy denies delivery.logs.amazonaws.com s3:GetBucketAcl on arn:aws:s3:::ml-inference-hardened-logs-666677778888",
  ],
  [
    "another ACL than the delivery's",
    HARDENED,
    statement("NlbLogs", ({ Condition }) => (Condition.StringEquals["s3:x-amz-acl"] = "private")),
    "the policy denies delivery.logs.amazonaws.com s3:PutObject",
  ],
  [
    "an ALB's delivery by the NLB's service",
    "mlapp",
    statement("AlbLogs", ({ Principal }) => (Principal.Service = "delivery.logs.amazonaws.com")),
    "the policy denies logdelivery.elasticloadbalancing.amazonaws.com s3:PutObject",
  ],
  [
    "a condition that an ALB's request does not meet",
    "mlapp",
    statement("AlbLogs", (each) => (each["Condition"] = { StringEquals: { "aws:SourceAccount": "1" } })),
    "the policy denies logdelivery.elasticloadbalancing.amazonaws.com s3:PutObject",
  ],
  [
    "a service that writes no log",
    HARDENED,
    policy((statements) =>
      statements.push({
        Sid: "More",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "${aws_s3_bucket.access_logs.arn}/*",
      }),
    ),
    "it allows cloudtrail.amazonaws.com s3:PutObject, which no log needs",
  ],
  [
    "an action that no log needs",
    HARDENED,
    statement("BucketLogs1", (each) => (each["Action"] = ["s3:PutObject", "s3:GetObject"])),
    "it allows logging.s3.amazonaws.com s3:PutObject, s3:GetObject, which no log needs",
  ],
  [
    "a Deny that stops deliveries",
    HARDENED,
    policy((statements) =>
      statements.push({
        Sid: "Stop",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:PutObject",
        Resource: "${aws_s3_bucket.access_logs.arn}/*",
        Condition: { StringEquals: { "aws:SourceAccount": "666677778888" } },
      }),
    ),
    "the policy denies delivery.logs.amazonaws.com s3:PutObject",
  ],
  [
    "a bucket for logs without a policy",
    HARDENED,
    ({ state }) => delete state.resource.aws_s3_bucket_policy.access_logs,
    "aws_s3_bucket.access_logs: logs: the policy denies logging.s3.amazonaws.com s3:PutObject",
  ],
])("finds %s", (_, environment, edit, message) => {
  expect(newlyFound(CHECK, plan(environment), edit)).toEqual([expect.stringContaining(message)]);
});

test.each<[title: string, environment: string, edit: Edit, message: string]>([
  [
    "buckets of other accounts",
    HARDENED,
    statement("BucketLogs1", (each) => delete each["Condition"]),
    "it allows logging.s3.amazonaws.com for any account",
  ],
  [
    "deliveries of other accounts",
    HARDENED,
    statement("NlbLogs", ({ Condition }) => {
      delete Condition.StringEquals["aws:SourceAccount"];
      delete Condition.ArnLike;
    }),
    "it allows delivery.logs.amazonaws.com for any account",
  ],
  [
    "load balancers of other accounts",
    "mlapp",
    statement("AlbLogs", (each) => (each["Resource"] = "${aws_s3_bucket.access_logs.arn}/*")),
    "it allows logdelivery.elasticloadbalancing.amazonaws.com for any account",
  ],
])("policy-principals finds %s", (_, environment, edit, message) => {
  expect(newlyFound([policyPrincipals], plan(environment), edit)).toEqual([expect.stringContaining(message)]);
});

const OF_HARDENED = "arn:aws:s3:::ml-inference-hardened";
const withoutSource = (sid: string, operator: string, key: string): Edit =>
  statement(sid, ({ Condition }) => {
    Reflect.deleteProperty(Condition[operator] as object, key);
    if (Object.keys(Condition[operator] as object).length === 0) Reflect.deleteProperty(Condition, operator);
  });

test.each<[title: string, environment: string, edit: Edit, message: string]>([
  [
    "a bucket of any account that gets the name later",
    HARDENED,
    withoutSource("BucketLogs1", "StringEquals", "aws:SourceAccount"),
    "for a bucket of another account, expected a condition on aws:SourceAccount",
  ],
  [
    "each bucket of the account",
    HARDENED,
    withoutSource("BucketLogs2", "ArnEquals", "aws:SourceArn"),
    "for any bucket of the account, expected a condition on aws:SourceArn",
  ],
  [
    "logs of a bucket in each place",
    HARDENED,
    statement("BucketLogs1", (each) => (each["Resource"] = "${aws_s3_bucket.access_logs.arn}/*")),
    `it allows logging.s3.amazonaws.com s3:PutObject outside of ${OF_HARDENED}-logs-666677778888/buckets/ml-inference-hardened-tfstate-`,
  ],
  [
    "logs of a load balancer in each place",
    HARDENED,
    statement("NlbLogs", (each) => (each["Resource"] = "*")),
    `it allows delivery.logs.amazonaws.com s3:PutObject outside of ${OF_HARDENED}-logs-666677778888/load-balancers`,
  ],
  [
    "load balancers of another account",
    HARDENED,
    statement("NlbLogs", ({ Condition }) => {
      delete Condition.StringEquals["aws:SourceAccount"];
      delete Condition.ArnLike;
    }),
    "it allows delivery.logs.amazonaws.com s3:PutObject for a load balancer of another account",
  ],
])("finds a policy that admits %s", (_, environment, edit, message) => {
  expect(newlyFound(CHECK, plan(environment), edit)).toEqual([expect.stringContaining(message)]);
});

test.each<[title: string, edit: Edit]>([
  [
    "the account in the ARN of the source alone",
    withoutSource("NlbLogs", "StringEquals", "aws:SourceAccount"),
  ],
  ["the account of the source alone", withoutSource("NlbLogs", "ArnLike", "aws:SourceArn")],
  [
    "a pattern of buckets",
    statement("BucketLogs1", ({ Condition }) => {
      delete Condition.ArnEquals;
      Condition["ArnLike"] = { "aws:SourceArn": "arn:aws:s3:::ml-inference-hardened-*" };
    }),
  ],
  [
    "one statement for two buckets",
    policy((statements) => {
      const [first, second] = statements as [Editable, Editable];
      first["Resource"] = "${aws_s3_bucket.access_logs.arn}/buckets/*";
      first["Condition"].ArnEquals["aws:SourceArn"] = [first, second].map(
        (each) => each["Condition"].ArnEquals["aws:SourceArn"] as string,
      );
      statements.splice(1, 1);
    }),
  ],
  ["the ACL of the bucket by a wildcard", statement("NlbLogsBucket", (each) => (each["Resource"] = "*"))],
])("accepts a policy with %s", (_, edit) => {
  expect(newlyFound(CHECK, plan(HARDENED), edit)).toEqual([]);
});
