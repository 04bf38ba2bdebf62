import { ESCALATING } from "../evidence/escalations";
import {
  type EnvironmentPlan,
  memoizePerPlan,
  type PlannedResource,
  valueOf,
} from "../terraform/environment-plan";
import { isOwn } from "./own-blocks";
import { resolveReferences } from "./text-references";
import { isPossible } from "./decision";
import { type Principal } from "./policies";
import { type IamRequest } from "./statements";
import { type HeldPolicy, identitiesOf, type Identity, roleNamedBy } from "./identities";
import { allowing, callerContext } from "./asked";
import { canEscalate } from "./escalating";
import { reachedData } from "./reached-data";

/** A way from one identity to a role. */
export interface Step {
  readonly from: Identity;
  readonly to: Identity;
  /** The block that opens it. */
  readonly by: PlannedResource;
  /** After the name of the first identity: "can assume role …". */
  readonly how: string;
}

/** All ways from an identity of the stacks to a role of them. */
const stepsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Step[] => {
  const identities = identitiesOf(plan);
  const roles = identities.filter(({ kind, resource }) => kind === "role" && resource !== undefined);
  // Service accounts assume most roles, and each model has one.
  const assumed = roles.filter(isAssumedByIdentities);
  return identities.flatMap((from) => {
    const mayPass = mayCall(plan, from, "iam:PassRole");
    const replacing = ESCALATING.runsAs.filter(({ action }) => mayCall(plan, from, action));
    const reached = mayPass || replacing.length > 0 ? roles : assumed;
    const others = reached.filter((to) => to !== from);
    return others.flatMap((to) => [
      ...assuming(plan, from, to),
      ...(mayPass ? passing(plan, from, to) : []),
      ...replacing.flatMap((row) => replacingCode(plan, from, to, row)),
    ]);
  });
});

/** Ways to identities that can do more than others of the stacks: those of generated blocks, and those with rights or data of others. */
export const stepsToStrong = memoizePerPlan((plan: EnvironmentPlan): readonly Step[] => {
  const steps = stepsOf(plan);
  const strong = new Set(identitiesOf(plan).filter((each) => isStrong(plan, each)));
  for (let size = -1; size !== strong.size;) {
    size = strong.size;
    for (const { from, to } of steps) if (strong.has(to)) strong.add(from);
  }
  return steps.filter(({ from, to }) => strong.has(to) && !canEscalate(plan, from));
});

/** Whether the rights of an identity are more than those of own blocks. */
export const isStrong = (plan: EnvironmentPlan, identity: Identity): boolean =>
  (identity.resource !== undefined && !isOwn(plan, identity.resource)) ||
  canEscalate(plan, identity) ||
  reachedData(plan).some((each) => each.identity === identity);

/** Whether a trust names principals of IAM or anyone. */
const isAssumedByIdentities = ({ trust }: Identity): boolean =>
  trust.some(({ principals, notPrincipals }) => notPrincipals ?? principals.some(isOfAccount));

function assuming(plan: EnvironmentPlan, from: Identity, to: Identity): Step[] {
  if (!isAssumedByIdentities(to)) return [];
  const request: IamRequest = {
    principal: { kind: "AWS", value: from.arn },
    action: "sts:AssumeRole",
    resource: to.arn,
    context: callerContext(plan, from),
  };
  if (!isPossible({ ...from.decides, resource: to.trust, resourceMustAllow: true }, request)) return [];
  const [held] = allowing(from, request);
  const by = held?.by ?? to.resource;
  return by ? [{ from, to, by, how: `can assume role ${to.name}` }] : [];
}

const isOfAccount = ({ kind }: Principal): boolean => kind === "AWS" || kind === "*";

function passing(plan: EnvironmentPlan, from: Identity, to: Identity): Step[] {
  const services = to.trust.flatMap(({ effect, principals }) =>
    effect === "Allow" ? principals.filter(({ kind }) => kind === "Service").map(({ value }) => value) : [],
  );
  return [...new Set(services)].flatMap((service) => {
    const context = { ...callerContext(plan, from), "iam:PassedToService": [service] };
    const [held] = allowing(from, { action: "iam:PassRole", resource: to.arn, context });
    return held ? [step(from, to, held, `can pass role ${to.name} to ${service}`)] : [];
  });
}

function replacingCode(
  plan: EnvironmentPlan,
  from: Identity,
  to: Identity,
  { type, role, action }: (typeof ESCALATING.runsAs)[number],
): Step[] {
  return plan.resources(type).flatMap((each) => {
    if (roleNamedBy(plan, valueOf(each, each.config[role])) !== to) return [];
    const resource = resolveReferences(plan, valueOf(each, `\${${each.address}.arn}`));
    const [held] = allowing(from, { action, resource, context: callerContext(plan, from) });
    return held
      ? [step(from, to, held, `can replace the code of ${each.address}, which runs as role ${to.name}`)]
      : [];
  });
}

/** Whether an identity may call an action on any object. */
const mayCall = (plan: EnvironmentPlan, from: Identity, action: string): boolean =>
  allowing(from, { action, resource: "*", context: callerContext(plan, from) }).length > 0;

const step = (from: Identity, to: Identity, { by }: HeldPolicy, how: string): Step => ({ from, to, by, how });
