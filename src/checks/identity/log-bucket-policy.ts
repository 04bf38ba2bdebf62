import { accessLogsOf, type Logger } from "../../infrastructure/access-logs";
import { covers } from "../../infrastructure/identity-patterns";
import { policiesOf, type Statement } from "../../infrastructure/identity-policies";
import { decide } from "../../infrastructure/identity-decisions";
import { settledStatement } from "../../infrastructure/identity-settled-texts";
import { WRITERS } from "../../evidence/log-delivery";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { groupBy } from "../../base/group-by";
import { homeOf } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const logBucketPolicy: Check = {
  ...ruleOf(TEXTS, "log-bucket-policy"),
  run: (plan) => {
    const policies = groupBy(
      policiesOf(plan).filter(({ resource }) => resource.type === "aws_s3_bucket_policy"),
      ({ resource }) => plan.target(inLayer(resource, resource.config["bucket"])),
    );
    return [...accessLogsOf(plan).buckets].flatMap((bucket) => {
      const [policy] = policies.get(bucket) ?? [];
      const statements = (policy?.statements ?? []).map((each) =>
        settledStatement(plan, policy?.resource.layer ?? bucket.layer, each),
      );
      const calls = accessLogsOf(plan)
        .loggers.filter(({ to }) => to?.bucket === bucket)
        .flatMap((logger) => callsOf(plan, logger));
      return combinedFinding(policy?.resource ?? bucket, "logs", [
        ...new Set([
          ...calls
            .filter((call) => !isAllowed(statements, call))
            .map(({ service, action, resource }) => `the policy denies ${service} ${action} on ${resource}`),
          ...foreignCallsOf(calls)
            .filter(({ call }) => isAllowed(statements, call))
            .map(({ call: { service, action }, words }) => `it allows ${service} ${action} ${words}`),
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
  readonly kind: Logger["kind"];
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  /** Folder of the logs in the bucket. @default - the whole bucket */
  readonly folder?: string;
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
  const folder = to.prefix === "" ? {} : { folder: `${arn}/${to.prefix}` };
  return [
    ...puts.map((action): Call => ({
      kind,
      service,
      action,
      resource: file,
      ...folder,
      keys: acl === undefined ? keys : { ...keys, "s3:x-amz-acl": acl },
    })),
    ...reads.map((action): Call => ({ kind, service, action, resource: arn, keys })),
  ];
}

/** A call that no log of the environment needs, and the words for it. */
interface ForeignCall {
  readonly call: Call;
  readonly words: string;
}

/** Calls that differ from those of the logs in the place or in the source. */
const foreignCallsOf = (calls: readonly Call[]): ForeignCall[] =>
  calls.flatMap((call) => [
    ...elsewhere(call),
    ...(call.keys["aws:SourceArn"] === undefined ? [] : fromOthers(call, call.keys["aws:SourceArn"])),
  ]);

function elsewhere(call: Call): ForeignCall[] {
  if (call.folder === undefined) return [];
  const [bucket = ""] = call.resource.split("/");
  const resource = `${bucket}/elsewhere/log.gz`;
  return [{ call: { ...call, resource }, words: `outside of ${call.folder}, the place of the logs` }];
}

/** An account that is nobody's. */
const STRANGER = "000000000000";

/**
 * The ARN of a bucket has no account, and the name of a deleted one can come back in another
 * account. The ARN of the source of a load balancer has it. Source: IAM user guide, "The confused
 * deputy problem" (unconfirmed).
 */
function fromOthers(call: Call, source: string): ForeignCall[] {
  const withKeys = (keys: Call["keys"]): Call => ({ ...call, keys: { ...call.keys, ...keys } });
  if (call.kind !== "bucket") {
    const arn = source.replace(/:\d{12}:/, `:${STRANGER}:`);
    return [
      {
        call: withKeys({ "aws:SourceAccount": STRANGER, "aws:SourceArn": arn }),
        words: "for a load balancer of another account, expected a condition on aws:SourceAccount",
      },
    ];
  }
  return [
    {
      call: withKeys({ "aws:SourceAccount": STRANGER }),
      words: "for a bucket of another account, expected a condition on aws:SourceAccount",
    },
    {
      call: withKeys({ "aws:SourceArn": source.replace(/[^:]+$/, "another-bucket") }),
      words: "for any bucket of the account, expected a condition on aws:SourceArn",
    },
  ];
}

/** Whether the statements of the bucket allow a call. The request lacks each other key; a call of a service always uses TLS. */
function isAllowed(statements: readonly Statement[], { service, action, resource, keys }: Call): boolean {
  const absent = statements.flatMap(({ conditions }) => conditions.map(({ key }) => [key, []] as const));
  const present = Object.entries({ ...keys, "aws:SecureTransport": "true" }).map(
    ([key, value]) => [key, [value]] as const,
  );
  const request = {
    principal: { kind: "Service", value: service },
    action,
    resource,
    context: Object.fromEntries([...absent, ...present]),
  };
  return decide({ identity: [], resource: statements }, request) === true;
}

/** True if each action of a statement is one that a log needs, by a service that writes it. */
const isNeeded = (statement: Statement, calls: readonly Call[]): boolean =>
  statement.principals.every(({ kind }) => kind === "Service") &&
  statement.actions.every((action) =>
    calls.some((call) => call.action === action && isAllowed([statement], call)),
  ) &&
  statement.principals.every(({ value }) => calls.some(({ service }) => service === value)) &&
  statement.resources.every((resource) => calls.some((call) => covers(resource, call.resource)));
