import { accessLogsOf } from "../../infrastructure/access-logs";
import { type IamCondition, policiesOf, type Statement } from "../../infrastructure/identity-policies";
import { type Check, combinedFinding, ruleOf } from "../check";
import { groupBy } from "../../base/group-by";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { homeOf, resolveReferences } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";
import { resolved } from "../../infrastructure/identities";
import { deniedToAll } from "./denied-to-all";

export const bucketPolicies: Check = {
  ...ruleOf(TEXTS, "bucket-policies"),
  run: (plan) => {
    const policies = groupBy(
      policiesOf(plan).filter(({ resource }) => resource.type === "aws_s3_bucket_policy"),
      ({ resource }) => plan.target(inLayer(resource, resource.config["bucket"])),
    );
    return plan.resources("aws_s3_bucket").flatMap((bucket) => {
      const [policy] = policies.get(bucket) ?? [];
      if (!policy) return combinedFinding(bucket, "bucket", ["it has no policy, so it accepts plain HTTP"]);
      const arn = resolveReferences(plan, { layer: bucket.layer, value: `\${${bucket.address}.arn}` });
      const written = resolved(plan, policy.resource, policy.statements ?? []);
      return combinedFinding(policy.resource, "policy of the bucket", [
        ...(written.some((each) => refusesHttp(each, arn))
          ? []
          : ["it does not deny plain HTTP for the bucket and its objects"]),
        // S3 managed keys encrypt logs, since an ALB writes with no other key
        ...(accessLogsOf(plan).buckets.has(bucket) ||
        written.some((each) => refusesOtherEncryption(each, arn))
          ? []
          : ["it does not deny objects with another encryption than aws:kms"]),
        ...lockedOut(plan, written, arn),
      ]);
    });
  },
};

function lockedOut(plan: EnvironmentPlan, statements: readonly Statement[], arn: string): string[] {
  const { denied } = deniedToAll(homeOf(plan), statements, [
    { action: "s3:GetObject", resource: `${arn}/*` },
    { action: "s3:PutObject", resource: `${arn}/*` },
    { action: "s3:ListBucket", resource: arn },
  ]);
  return denied.length === 0 ? [] : [`a Deny statement denies ${denied.join(", ")} to everyone`];
}

const isForAll = ({ effect, principals }: Statement): boolean =>
  effect === "Deny" && principals.length === 1 && principals[0]?.value === "*";

const hasCondition = (
  conditions: readonly IamCondition[],
  operator: string,
  key: string,
  value: string,
): boolean =>
  conditions.some((each) => each.operator === operator && each.key === key && each.values.join() === value);

const refusesHttp = (statement: Statement, arn: string): boolean =>
  isForAll(statement) &&
  statement.actions.join() === "s3:*" &&
  [arn, `${arn}/*`].every((resource) => statement.resources.includes(resource)) &&
  statement.conditions.length === 1 &&
  hasCondition(statement.conditions, "Bool", "aws:SecureTransport", "false");

const ALGORITHM = "s3:x-amz-server-side-encryption";

/** An upload without an encryption header gets the bucket's default, so only other values are denied. */
const refusesOtherEncryption = (statement: Statement, arn: string): boolean =>
  isForAll(statement) &&
  statement.actions.includes("s3:PutObject") &&
  statement.resources.includes(`${arn}/*`) &&
  hasCondition(statement.conditions, "StringNotEquals", ALGORITHM, "aws:kms") &&
  statement.conditions.every(
    ({ operator, key }) =>
      (operator === "StringNotEquals" && key === ALGORITHM) ||
      (hasCondition(statement.conditions, operator, key, "false") &&
        operator === "Null" &&
        key === ALGORITHM),
  ) &&
  hasCondition(statement.conditions, "Null", ALGORITHM, "false");
