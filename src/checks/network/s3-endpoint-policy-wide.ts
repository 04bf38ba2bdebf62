import { GATEWAYS } from "../../evidence/endpoint-names";
import { hasConfirmedBuckets } from "../../facts/regions";
import { statementReach } from "../../infrastructure/identity-decisions";
import { covers } from "../../infrastructure/identity-patterns";
import { endpointPolicies } from "../../infrastructure/network-endpoint-policies";
import { type Statement } from "../../infrastructure/identity-policies";
import { endpointsFor } from "../../infrastructure/network-endpoints";
import { type EnvironmentPlan, isFound } from "../../terraform/environment-plan";
import { type Check, type CheckContext, combinedFinding, type Finding, notJudged, ruleOf } from "../check";
import { gatewayNeedsOf, storeOf } from "../../infrastructure/network-gateway-needs";
import { homeOf } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";
import { type AwsLocation } from "../../facts/aws";

type EndpointPolicy = ReturnType<typeof endpointPolicies>[number];
type GatewayNeed = ReturnType<typeof gatewayNeedsOf>[number];

export const s3EndpointPolicyWide: Check = {
  ...ruleOf(TEXTS, "s3-endpoint-policy-wide"),
  findsExcess: true,
  run: (plan, context) => findingsOf(plan, context, excess),
  missing: (plan, context) =>
    findingsOf(plan, context, (_, { policy, service }) => (policy === undefined ? [noPolicy(service)] : [])),
};

/** Also for the default policy in words, which is the same for AWS: ids of findings in waivers stay. */
const noPolicy = (service = "s3"): string =>
  `has no policy, so it allows every ${service === "s3" ? "bucket" : "table"} of every account`;

const KEY = "network.endpoints.s3Policy";

const UNCONFIRMED = "since the buckets of image layers and packages are unconfirmed in";
const OWN_POLICY =
  "look up these buckets, and bring an endpoint with a policy of your own in network.existing.endpointIds";

const findingsOf = (plan: EnvironmentPlan, { statedOf }: CheckContext, problems: typeof excess): Finding[] =>
  Object.keys(GATEWAYS)
    .flatMap((service) => endpointsFor(plan, service))
    .flatMap((endpoint) => endpointPolicies(plan, endpoint))
    // The policy of an existing endpoint is not read, only one that a block sets.
    .filter(({ resource, policy }) => policy !== undefined || !isFound(resource))
    .flatMap((endpoint): Finding[] => {
      const { region } = homeOf(plan);
      const isOfS3 = endpoint.service === "s3";
      if (isOfS3 && endpoint.policy === undefined && !hasConfirmedBuckets(region)) {
        const what = `${endpoint.name} ${noPolicy()}, ${UNCONFIRMED} ${region}`;
        return [notJudged(endpoint.resource, what, OWN_POLICY)];
      }
      // With the key, the endpoint has no policy.
      const isRequired =
        isOfS3 && endpoint.policy === undefined && statedOf(plan.name).openingKeys?.has(KEY) === true;
      return combinedFinding(endpoint.resource, endpoint.name, problems(plan, endpoint)).map((finding) => ({
        ...finding,
        ...(isRequired ? { requestedBy: KEY } : {}),
      }));
    });

function excess(plan: EnvironmentPlan, { policy, service = "", statements = [] }: EndpointPolicy): string[] {
  if (policy === undefined) return [noPolicy(service)];
  const needs = gatewayNeedsOf(plan, service);
  return statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap((statement) => statementExcess(plan, statement, needs));
}

function statementExcess(
  plan: EnvironmentPlan,
  statement: Statement,
  needs: readonly GatewayNeed[],
): string[] {
  const reach = statementReach(statement);
  return reach.resources.flatMap((resource) => {
    const served = needs.filter((need) => storeOf(need.resource) === storeOf(resource));
    if (served.length === 0) return [`allows ${resource}, which nothing needs`];
    const actions = reach.actions.filter(
      (action) =>
        appliesTo(action, resource) &&
        !served.some((need) => covers(need.action, action) && covers(resource, need.resource)),
    );
    const isOurs = served.some(({ by }) => by === "account");
    return [
      ...(actions.length > 0 ? [`allows ${actions.join(", ")} on ${resource}, which nothing needs`] : []),
      ...(isOurs && !isForAccount(statement, homeOf(plan))
        ? [`allows credentials of every account on ${resource}`]
        : []),
    ];
  });
}

/** Actions on objects. The service has many more on buckets (Service Authorization Reference, Amazon S3). */
const ON_OBJECTS =
  /^s3:((Get|Put|Delete|Restore|Replicate|Update)?Object|AbortMultipartUpload$|ListMultipartUploadParts$|BypassGovernanceRetention$|Replicate(Delete|Tags)$)/;

/** Other actions of S3 apply to ARNs of buckets. A wildcard applies to both. */
const appliesTo = (action: string, resource: string): boolean =>
  action.includes("*") || !action.startsWith("s3:") || ON_OBJECTS.test(action) === resource.includes("/");

/** Whether a condition holds for a role of the account. */
function holdsForAccount(
  { operator, key, values }: Statement["conditions"][number],
  home: AwsLocation,
): boolean {
  return (
    ["StringEquals", "StringLike"].includes(operator) &&
    key.toLowerCase() === "aws:principalaccount" &&
    values.includes(home.accountId)
  );
}

/** Whether a statement allows only principals of the account. */
const isForAccount = ({ principals, notPrincipals, conditions }: Statement, home: AwsLocation): boolean =>
  conditions.some((condition) => holdsForAccount(condition, home)) ||
  (notPrincipals === undefined &&
    principals.every(({ kind, value }) => kind === "AWS" && value.includes(home.accountId)));
