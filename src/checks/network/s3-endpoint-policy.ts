import { groupBy } from "../../base/group-by";
import { homeOf } from "../../infrastructure/text-references";
import { endpointPolicies } from "../../infrastructure/network-endpoint-policies";
import { endpointsFor } from "../../infrastructure/network-endpoints";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../check";
import { s3NeedsOf } from "../../infrastructure/network-s3-needs";
import { joinFirstNames } from "./words";
import TEXTS from "./texts.json";
import { type AwsLocation } from "../../facts/aws";
import { decide, EVERYTHING } from "../../infrastructure/identity-decisions";
import { type Statement } from "../../infrastructure/identity-policies";
import { inOwnOrganization } from "../../infrastructure/own-organization";

type EndpointPolicy = ReturnType<typeof endpointPolicies>[number];
type S3Need = ReturnType<typeof s3NeedsOf>[number];

export const s3EndpointPolicy: Check = {
  ...ruleOf(TEXTS, "s3-endpoint-policy"),
  run: (plan) =>
    endpointsFor(plan, "s3")
      .flatMap((endpoint) => endpointPolicies(plan, endpoint))
      .filter(({ policy }) => policy !== undefined)
      .flatMap((endpoint) => refusals(plan, endpoint)),
};

function refusals(plan: EnvironmentPlan, { resource, statements }: EndpointPolicy): Finding[] {
  if (!statements)
    return [{ ...at(resource), message: "the endpoint policy cannot be read as JSON before an apply" }];
  const refused = s3NeedsOf(plan).filter((need) => !passes(statements, need, homeOf(plan)));
  return [...groupBy(refused, (need) => `${need.action} on ${need.resource}`)].map(([what, needs]) => ({
    ...at(resource),
    message: `the endpoint policy denies ${what}; needed for ${joinFirstNames(needs.map(({ why }) => why))}`,
  }));
}

/** Whether an endpoint policy certainly allows an action. A caller of the account can have any of its roles. */
function passes(statements: readonly Statement[], need: S3Need, home: AwsLocation): boolean {
  const { partition, accountId } = home;
  const { action, resource } = need;
  const ofAccount = {
    principal: { kind: "AWS", value: `arn:${partition}:iam::${accountId}:role/any` },
    context: { "aws:PrincipalAccount": [accountId] },
  };
  const caller = need.by === "anyone" ? { context: {} } : ofAccount;
  const answer = decide({ identity: EVERYTHING, endpoint: statements }, { action, resource, ...caller });
  return (need.by === "anyone" ? answer : inOwnOrganization(answer)) === true;
}
