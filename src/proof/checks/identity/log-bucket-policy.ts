import { type Logger, logBucketsOf, loggersOf } from "../../model/access-logs";
import { combinedFinding, groupBy, valueOf } from "../../model/blocks";
import { homeOf } from "../../model/home";
import { covers } from "../../model/identity/iam/wildcards";
import { type Condition, type Statement, policiesOf } from "../../model/identity/policies";
import { resolveReferences } from "../../model/references";
import { type AwsLocation } from "../../../shared/aws/aws";
import { WRITERS } from "../../facts/log-delivery";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check } from "../check";

export const logBucketPolicy: Check = {
  id: "log-bucket-policy",
  severity: "error",
  title:
    "the policy of a bucket for logs allows exactly the services that write them, and only for this account",
  why: "AWS drops logs that it may not write; a service that may write for any account lets others fill the bucket",
  fix: "allow the service that the message names on the path of the logs, with the conditions of AWS's guide",
  source:
    "Amazon S3 user guide, Enabling server access logging; guides of Application and Network Load Balancers, Enable access logs (read 2026-11-21)",
  run: (plan) => {
    const policies = groupBy(
      policiesOf(plan).filter(({ resource }) => resource.type === "aws_s3_bucket_policy"),
      ({ resource }) => plan.target(valueOf(resource, resource.config["bucket"])),
    );
    return [...logBucketsOf(plan)].flatMap((bucket) => {
      const [policy] = policies.get(bucket) ?? [];
      const statements = (policy?.statements ?? []).map((each) =>
        writtenOut(plan, policy?.resource.layer ?? bucket.layer, each),
      );
      const calls = loggersOf(plan)
        .filter(({ to }) => to?.bucket === bucket)
        .flatMap((logger) => callsOf(plan, logger));
      return combinedFinding(policy?.resource ?? bucket, "logs", [
        ...new Set([
          ...calls
            .filter((call) => !isAllowed(statements, call))
            .map(({ service, action, resource }) => `the policy denies ${service} ${action} on ${resource}`),
          ...calls
            .flatMap((call) => strangersOf(call, homeOf(plan)))
            .filter((call) => isAllowed(statements, call))
            .map(({ service, action }) => `${service} may call ${action} for other accounts`),
          ...statements
            .filter(({ effect }) => effect === "Allow")
            .filter((statement) => !isNeeded(statement, calls))
            .map(
              ({ actions, principals }) =>
                `it allows ${principals.map(({ value }) => value).join(", ") || "everyone"} ${actions.join(", ")}, which no log needs`,
            ),
        ]),
      ]);
    });
  },
};

/** A call of S3 by a service that delivers logs. */
interface Call {
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  /** Keys that conditions can compare. */
  readonly keys: Readonly<Record<string, string>>;
}

function callsOf(plan: EnvironmentPlan, { kind, resource, to }: Logger): Call[] {
  if (!to) return [];
  const { accountId, region, partition } = homeOf(plan);
  const { service, puts, reads, hasSource, acl } = WRITERS[kind];
  const arn = `arn:${partition}:s3:::${to.bucketName}`;
  const source =
    kind === "bucket"
      ? `arn:${partition}:s3:::${String(resource.config["bucket"])}`
      : `arn:${partition}:logs:${region}:${accountId}:delivery-source:load-balancer`;
  const keys: Record<string, string> = hasSource
    ? { "aws:SourceAccount": accountId, "aws:SourceArn": source }
    : {};
  const file =
    kind === "bucket"
      ? `${arn}/${to.prefix}2026-11-21-00-00-00-0A1B`
      : `${arn}/${to.prefix === "" ? "" : `${to.prefix}/`}AWSLogs/${accountId}/elasticloadbalancing/log.gz`;
  return [
    ...puts.map((action): Call => ({
      service,
      action,
      resource: file,
      keys: acl === undefined ? keys : { ...keys, "s3:x-amz-acl": acl },
    })),
    ...reads.map((action): Call => ({ service, action, resource: arn, keys })),
  ];
}

const OTHER_ACCOUNT = "999999999999";

/** The same call for a bucket or load balancer of another account. */
function strangersOf(call: Call, { accountId }: AwsLocation): Call[] {
  const folder = (account: string): string => `/AWSLogs/${account}/`;
  const { "aws:SourceAccount": account, ...keys } = call.keys;
  return account === undefined
    ? [{ ...call, resource: call.resource.replace(folder(accountId), folder(OTHER_ACCOUNT)) }]
    : [{ ...call, keys: { ...keys, "aws:SourceAccount": OTHER_ACCOUNT } }];
}

function writtenOut(
  plan: EnvironmentPlan,
  layer: Parameters<EnvironmentPlan["stack"]>[0],
  statement: Statement,
): Statement {
  const written = (value: string): string => resolveReferences(plan, { layer, value });
  return {
    ...statement,
    resources: statement.resources.map(written),
    conditions: statement.conditions.map((each) => ({ ...each, values: each.values.map(written) })),
  };
}

const isAbout = ({ principals, actions, resources }: Statement, call: Call): boolean =>
  principals.some(({ kind, value }) => value === "*" || (kind === "Service" && value === call.service)) &&
  actions.some((action) => covers(action, call.action)) &&
  resources.some((resource) => covers(resource, call.resource));

const isAllowed = (statements: readonly Statement[], call: Call): boolean =>
  statements.some((each) => each.effect === "Allow" && matches(each, call)) &&
  !statements.some((each) => each.effect === "Deny" && matches(each, call));

/** A statement with an inverted element is not judged, and taken as one that does not apply. */
const matches = (statement: Statement, call: Call): boolean =>
  statement.inverted.length === 0 &&
  isAbout(statement, call) &&
  statement.conditions.every((condition) => holds(condition, call.keys));

/** A condition on a key that the request lacks is not met; a call of a service always uses TLS. */
function holds({ operator, key, values }: Condition, keys: Call["keys"]): boolean {
  if (operator === "Bool" && key === "aws:SecureTransport") return values.includes("true");
  const value = keys[key];
  if (value === undefined) return false;
  if (operator === "StringEquals") return values.includes(value);
  return (
    ["StringLike", "ArnLike", "ArnEquals"].includes(operator) && values.some((each) => covers(each, value))
  );
}

/** True if each action of a statement is one that a log needs, by a service that writes it. */
const isNeeded = (statement: Statement, calls: readonly Call[]): boolean =>
  statement.principals.every(({ kind }) => kind === "Service") &&
  statement.actions.every((action) =>
    calls.some((call) => call.action === action && matches(statement, call)),
  ) &&
  statement.principals.every(({ value }) => calls.some(({ service }) => service === value)) &&
  statement.resources.every((resource) => calls.some((call) => covers(resource, call.resource)));
