import { groupBy } from "../../base/group-by";
import { homeOf, resolveReferences } from "../../infrastructure/text-references";
import { endpointPolicies } from "../../infrastructure/network-endpoint-policies";
import { endpointsFor } from "../../infrastructure/network-endpoints";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { type Json } from "../../terraform/stack-json";
import { type Check, type Finding, at, notJudged, ruleOf } from "../check";
import { gatewayNeedsOf } from "../../infrastructure/network-gateway-needs";
import { joinFirstNames } from "./words";
import TEXTS from "./texts.json";
import { ORGANIZATION_KEYS } from "../../evidence/service-regions";
import { decide, EVERYTHING } from "../../infrastructure/identity-decisions";
import { ownCallKeys } from "../../infrastructure/identity-own-calls";
import { openPart } from "../../infrastructure/identity-patterns";
import { type Statement } from "../../infrastructure/identity-policies";
import { inOwnOrganization } from "../../infrastructure/own-organization";

type EndpointPolicy = ReturnType<typeof endpointPolicies>[number];
type GatewayNeed = ReturnType<typeof gatewayNeedsOf>[number];

const AWS_ITSELF = ["AWS"];

/** Known values of a call to a bucket of AWS: its caller and its owner are of another account and organization. */
const CALL_OF_AWS: Parameters<typeof decide>[1]["context"] = {
  "aws:PrincipalAccount": AWS_ITSELF,
  "aws:ResourceAccount": AWS_ITSELF,
  "s3:ResourceAccount": AWS_ITSELF,
  ...Object.fromEntries(ORGANIZATION_KEYS.map((key) => [key, AWS_ITSELF])),
  "aws:SecureTransport": ["true"],
};

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
  const text = (value: Json | undefined) => [resolveReferences(plan, inLayer(resource, value))];
  const way = {
    "aws:SourceVpce": text(resource.config["vpc_endpoint_id"] ?? `\${${resource.address}.id}`),
    "aws:SourceVpc": text(resource.config["vpc_id"]),
  };
  const answers = gatewayNeedsOf(plan, "s3").map((need) => ({
    need,
    open: openParts(statements, need, plan, way),
  }));
  const byCall = groupBy(answers, ({ need }) => `${need.action} on ${need.resource}`);
  return [...byCall].flatMap(([what, calls]) => {
    const refused = calls.filter(({ open }) => open === undefined);
    const keys = new Set(calls.flatMap(({ open = [] }) => open));
    if (refused.length === 0 && keys.size === 0) return [];
    if (refused.length === 0)
      return notJudged(
        resource,
        `whether the endpoint policy allows ${what}, since it depends on ${[...keys].join(", ")}`,
        "compare the condition with the callers, or remove it",
      );
    const reasons = joinFirstNames(refused.map(({ need }) => need.why));
    return { ...at(resource), message: `the endpoint policy denies ${what}; needed for ${reasons}` };
  });
}

/**
 * Values that no file has, on which it depends whether an endpoint policy allows a call: none if it certainly does, and undefined if it
 * denies the call, or a part of it. A caller of the account can have any of its roles.
 */
function openParts(
  statements: readonly Statement[],
  { action, resource, by }: GatewayNeed,
  plan: EnvironmentPlan,
  way: Readonly<Record<string, readonly string[]>>,
): readonly string[] | undefined {
  const home = homeOf(plan);
  const principal = { kind: "AWS", value: `arn:${home.partition}:iam::${home.accountId}:role/any` };
  const caller =
    by === "anyone"
      ? { context: { ...CALL_OF_AWS, ...way } }
      : { principal, context: { ...ownCallKeys(home), "aws:ViaAWSService": ["false"], ...way } };
  const answer = decide({ identity: EVERYTHING, endpoint: statements }, { action, resource, ...caller });
  const known = by === "anyone" ? answer : inOwnOrganization(answer);
  if (typeof known === "boolean") return known ? [] : undefined;
  const isPart = known.dependsOn.some((each) => each === openPart(resource) || each === openPart(action));
  return isPart ? undefined : known.dependsOn;
}
