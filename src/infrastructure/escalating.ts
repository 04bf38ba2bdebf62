import { ESCALATING } from "../evidence/escalations";
import { type EnvironmentPlan, memoizePerPlan } from "../terraform/environment-plan";
import { type HeldPolicy, identitiesOf, type Identity } from "./identities";
import { type Statement } from "./policies";
import { allowing, callerContext, onlyOn } from "./asked";

/** Rights of an identity by which it becomes another one. */
export interface Escalating {
  readonly identity: Identity;
  readonly held: HeldPolicy;
  readonly result: string;
  readonly actions: readonly string[];
}

/** Each policy with such rights, with its identity. */
export const escalatingPolicies = memoizePerPlan((plan: EnvironmentPlan): readonly Escalating[] =>
  identitiesOf(plan).flatMap((identity) =>
    ESCALATING.escalations.flatMap((row) => rightsOf(plan, identity, row)),
  ),
);

/** Whether an identity has such rights. */
export const canEscalate = (plan: EnvironmentPlan, identity: Identity): boolean =>
  escalatingPolicies(plan).some((each) => each.identity === identity);

function rightsOf(
  plan: EnvironmentPlan,
  identity: Identity,
  { actions, result, resources }: Escalation,
): Escalating[] {
  const counted = identity.policies.map((held) => ({
    ...held,
    statements: counting((held.statements ?? []).filter(isAbout), resources),
  }));
  const asked = { ...identity, policies: counted };
  const byPolicy = new Map<HeldPolicy, string[]>();
  for (const action of actions) {
    const request = { action, resource: "*", context: callerContext(plan, identity) };
    for (const held of allowing(asked, request)) byPolicy.set(held, [...(byPolicy.get(held) ?? []), action]);
  }
  return [...byPolicy].map(([held, found]) => ({ identity, held, result, actions: found }));
}

type Escalation = (typeof ESCALATING.escalations)[number];

const ACTIONS = new Set(
  ESCALATING.escalations.flatMap(({ actions }) => actions.map((each) => each.toLowerCase())),
);

/** Whether a statement names such an action, or can by a wildcard. It decides about most statements quickly. */
const isAbout = ({ actions, notActions }: Statement): boolean =>
  notActions !== undefined || actions.some((each) => /[*?]/.test(each) || ACTIONS.has(each.toLowerCase()));

function counting(
  statements: readonly Statement[],
  resources: Escalation["resources"],
): readonly Statement[] {
  if (resources === "wide")
    return onlyOn(statements, (each) => /[*?]/.test(each.replace(/\$\$\{[^{}]*\}/g, "*")));
  if (resources === "others") return onlyOn(statements, (each) => !each.endsWith("user/$${aws:username}"));
  return statements;
}
