import { servicesOfAction } from "../../evidence/action-services";
import { decide, EVERYTHING } from "../../infrastructure/identity-decisions";
import { inOwnOrganization } from "../../infrastructure/own-organization";
import { type Truth } from "../../base/truth";
import { openPart } from "../../infrastructure/identity-patterns";
import { identitiesOf, type Identity } from "../../infrastructure/identities";
import { type NeededCall, callsFromNetwork, exchangedTokens, isOfProgram, neededCalls } from "./needed-calls";
import { endpointsOf } from "../../infrastructure/network-endpoints";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { firstFew } from "../../base/counted";
import TEXTS from "./texts.json";
import { endpointPolicies } from "../../infrastructure/network-endpoint-policies";

export const callsAllowed: Check = {
  ...ruleOf(TEXTS, "calls-allowed"),
  run: (plan) => {
    const refusals = identitiesOf(plan)
      .all.filter(isOfProgram)
      .flatMap((identity) => refusalsOf(plan, identity));
    const blocks = [...new Set(refusals.map(({ by }) => by))];
    return blocks.flatMap((by): Finding[] =>
      combinedFinding(
        by,
        "refused calls",
        refusals.filter((each) => each.by === by).map(({ message }) => message),
      ),
    );
  },
};

/** Calls of an identity that a block refuses. */
interface Refusal {
  readonly by: PlannedResource;
  readonly message: string;
}

function refusalsOf(plan: EnvironmentPlan, identity: Identity): Refusal[] {
  const denying = identity.policies.filter(({ statements = [] }) =>
    statements.some(({ effect }) => effect === "Deny"),
  );
  const { boundary } = identity.decides;
  const endpoints = callsFromNetwork(identity) ? endpointsWithPolicy(plan) : [];
  if (denying.length === 0 && boundary === undefined && endpoints.length === 0) return [];
  const { title } = identity;
  const calls = neededCalls(plan, identity);
  return [
    ...denying.flatMap((held) => ofDenials(title, held, calls)),
    ...(boundary && identity.resource
      ? ofBlock(identity.resource, `the permissions boundary of ${title} does not allow`, calls, (call) =>
          decide({ identity: EVERYTHING, boundary }, call),
        )
      : []),
    ...endpoints.flatMap(({ endpoint, statements }) =>
      ofBlock(
        endpoint.resource,
        `the endpoint policy does not allow for ${title}`,
        [...calls, ...exchangedTokens(plan, identity)].filter(({ action }) =>
          servicesOfAction(action).includes(endpoint.service ?? ""),
        ),
        (call) => decide({ identity: EVERYTHING, endpoint: statements }, call),
      ),
    ),
  ];
}

const ofDenials = (
  title: string,
  { by, name, statements = [] }: Identity["policies"][number],
  calls: readonly NeededCall[],
): Refusal[] => {
  const denials = statements.filter(({ effect }) => effect === "Deny");
  return ofBlock(by, `a Deny of policy ${name} refuses ${title}`, calls, (call) =>
    decide({ identity: [...EVERYTHING, ...denials] }, call),
  );
};

function ofBlock(
  by: PlannedResource,
  what: string,
  calls: readonly NeededCall[],
  answerOf: (call: NeededCall) => Truth,
): Refusal[] {
  const refused = calls.flatMap((call) => {
    const open = openIn(call, answerOf(call));
    if (open === undefined) return [];
    const depends = open.length === 0 ? "" : `, which depends on ${open.join(", ")}`;
    return [`${call.action} on ${call.resource}${depends}`];
  });
  return refused.length === 0 ? [] : [{ by, message: `${what} ${firstFew([...new Set(refused)], 4)}` }];
}

/** Values that a refusal depends on; undefined if the call passes. */
function openIn({ action, resource }: NeededCall, answer: Truth): readonly string[] | undefined {
  const beyond = inOwnOrganization(answer);
  if (typeof beyond === "boolean") return beyond ? undefined : [];
  // Of a set of calls, some may be refused, unless they are for one object.
  const accepted = new Set([
    openPart(action.toLowerCase()),
    ...(isOneObject(resource) ? [] : [openPart(resource)]),
  ]);
  const open = beyond.dependsOn.filter((each) => !accepted.has(each));
  return open.length === 0 ? undefined : open;
}

/** True for objects below one name. Of a policy for all resources of a service, a program needs some. */
const isOneObject = (resource: string): boolean => /^arn:[^*?]*:[^*?:]+[*?]/.test(resource);

/** `s3-endpoint-policy` judges that of S3, with the calls that need no role. */
const endpointsWithPolicy = (plan: EnvironmentPlan) =>
  endpointsOf(plan)
    .filter(({ service }) => service !== "s3")
    .flatMap((endpoint) => endpointPolicies(plan, endpoint))
    .flatMap(({ statements, ...endpoint }) => (statements ? [{ endpoint, statements }] : []));
