import { ESCALATING } from "../evidence/escalations";
import { type EnvironmentPlan, type PlannedResource } from "../terraform/environment-plan";
import { inLayer, memoizePerPlan } from "../terraform/environment-plan";
import { type Identity, identitiesOf } from "./identities";
import { type Principal, type Statement } from "./identity-policies";
import facts from "./actions-on-data.json";
import { trustedAccounts } from "./identity-roles";
import { isOwn } from "./accepted-blocks";
import { resolveReferences } from "./text-references";
import { isPossible } from "./identity-decisions";
import { haveCommonText } from "./identity-patterns";
import { allowing, onlyOn } from "./identity/allowing";
import { type HeldPolicy, type IamRequest } from "./identity/iam/policies";

/** Rights of an identity by which it becomes another one. */
interface Escalating {
  readonly identity: Identity;
  readonly held: HeldPolicy;
  readonly result: string;
  readonly actions: readonly string[];
}

/** How identities get rights or data that are not theirs. */
export const escalationsOf = memoizePerPlan((plan: EnvironmentPlan) => ({
  /** Each policy with rights by which its identity becomes another one. */
  get rights() {
    return escalatingPolicies(plan);
  },
  /** Data that each policy of own blocks reaches. */
  get data() {
    return reachedData(plan);
  },
  /** Whether objects are among the data, also those that no block of the stacks has. */
  isData: (resource: string): boolean =>
    resource !== "*" && dataOf(plan).some((each) => haveCommonText(each.resource, resource)),
  /**
   * Ways to identities that can do more than others of the stacks: those of generated blocks, and those with rights or
   * data of others.
   */
  get steps() {
    return stepsToStrong(plan);
  },
  /** Whether an identity has rights by which it becomes another one. */
  canEscalate: (identity: Identity): boolean => canEscalate(plan, identity),
  /** Whether the rights of an identity are more than those of own blocks. */
  isStrong: (identity: Identity): boolean => isStrong(plan, identity),
}));

const escalatingPolicies = memoizePerPlan((plan: EnvironmentPlan): readonly Escalating[] =>
  identitiesOf(plan).all.flatMap((identity) =>
    ESCALATING.escalations.flatMap((row) => rightsOf(identity, row)),
  ),
);

const canEscalate = (plan: EnvironmentPlan, identity: Identity): boolean =>
  escalatingPolicies(plan).some((each) => each.identity === identity);

function rightsOf(identity: Identity, { actions, result, resources }: Escalation): Escalating[] {
  const counted = identity.policies.map((held) => ({
    ...held,
    statements: counting((held.statements ?? []).filter(isAbout), resources),
  }));
  const asked = { ...identity, policies: counted };
  const byPolicy = new Map<HeldPolicy, string[]>();
  for (const action of actions) {
    const request = { action, resource: "*", context: identity.context };
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

/** Data of the environment. */
interface Data {
  readonly kind: (typeof facts.kinds)[number];
  /** Name in findings. */
  readonly title: string;
  /** ARN, or a pattern of ARNs. */
  readonly resource: string;
}

/** Data of the environment that an own block lets an identity reach. */
interface Reached {
  readonly identity: Identity;
  readonly held: HeldPolicy;
  readonly data: Data;
  readonly actions: readonly string[];
}

/** Data that generated blocks hold, or that roles of pods read. Data of own blocks is for those whom their owner names. */
const dataOf = memoizePerPlan((plan: EnvironmentPlan): readonly Data[] => [
  ...facts.kinds.flatMap((kind) =>
    plan
      .resources(kind.type)
      .filter((each) => !isOwn(plan, each))
      .map(({ layer, address }): Data => {
        const arn = resolveReferences(plan, { layer, value: `\${${address}.arn}` });
        return {
          kind,
          title: `${kind.title} ${kind.below === "" ? address : `of ${address}`}`,
          resource: `${arn}${kind.below}`,
        };
      }),
  ),
  ...identitiesOf(plan)
    .all.filter(
      ({ trust, resource }) => resource && !isOwn(plan, resource) && trustedAccounts(trust).length > 0,
    )
    .flatMap(readByPods),
]);

const POD_DATA = /^arn:[^:*]+:(?:s3:::[^/*]+\/.*[^/]|secretsmanager:.*)$|\.secret_arn\}$/;

/** Objects and secrets that the role of pods reads by their names. */
const readByPods = ({ name, decides }: Identity): Data[] =>
  [...new Set(decides.identity.flatMap(({ effect, resources }) => (effect === "Allow" ? resources : [])))]
    .filter((resource) => POD_DATA.test(resource))
    .flatMap((resource) =>
      facts.kinds
        .filter(({ type, below }) => (resource.includes(":s3:") ? below !== "" : type.includes("secret")))
        .map((kind) => ({ kind, title: `${kind.title} ${resource} of ${name}`, resource })),
    );

const reachedData = memoizePerPlan((plan: EnvironmentPlan): readonly Reached[] =>
  identitiesOf(plan).all.flatMap((identity) => {
    const isCounted = (held: HeldPolicy): boolean => isOwn(plan, held.by);
    if (!identity.policies.some(isCounted)) return [];
    const { context } = identity;
    return dataOf(plan).flatMap((data) => {
      const byPolicy = new Map<HeldPolicy, string[]>();
      for (const action of data.kind.actions)
        for (const held of allowing(identity, { action, resource: data.resource, context }, isCounted))
          byPolicy.set(held, [...(byPolicy.get(held) ?? []), action]);
      return [...byPolicy].map(([held, actions]) => ({ identity, held, data, actions }));
    });
  }),
);

/** A way from one identity to a role. */
interface Step {
  readonly from: Identity;
  readonly to: Identity;
  /** The block that opens it. */
  readonly by: PlannedResource;
  /** After the name of the first identity: "can assume role …". */
  readonly how: string;
}

/** All ways from an identity of the stacks to a role of them. */
const stepsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Step[] => {
  const identities = identitiesOf(plan).all;
  const roles = identities.filter(({ kind, resource }) => kind === "role" && resource !== undefined);
  // Service accounts assume most roles, and each model has one.
  const assumed = roles.filter(isAssumedByIdentities);
  return identities.flatMap((from) => {
    const mayPass = mayCall(from, "iam:PassRole");
    const replacing = ESCALATING.runsAs.filter(({ action }) => mayCall(from, action));
    const reached = mayPass || replacing.length > 0 ? roles : assumed;
    const others = reached.filter((to) => to !== from);
    return others.flatMap((to) => [
      ...assuming(from, to),
      ...(mayPass ? passing(from, to) : []),
      ...replacing.flatMap((row) => replacingCode(plan, from, to, row)),
    ]);
  });
});

const stepsToStrong = memoizePerPlan((plan: EnvironmentPlan): readonly Step[] => {
  const steps = stepsOf(plan);
  const strong = new Set(identitiesOf(plan).all.filter((each) => isStrong(plan, each)));
  for (let size = -1; size !== strong.size;) {
    size = strong.size;
    for (const { from, to } of steps) if (strong.has(to)) strong.add(from);
  }
  return steps.filter(({ from, to }) => strong.has(to) && !canEscalate(plan, from));
});

const isStrong = (plan: EnvironmentPlan, identity: Identity): boolean =>
  (identity.resource !== undefined && !isOwn(plan, identity.resource)) ||
  canEscalate(plan, identity) ||
  reachedData(plan).some((each) => each.identity === identity);

/** Whether a trust names principals of IAM or anyone. */
const isAssumedByIdentities = ({ trust }: Identity): boolean =>
  trust.some(({ principals, notPrincipals }) => notPrincipals ?? principals.some(isOfAccount));

function assuming(from: Identity, to: Identity): Step[] {
  if (!isAssumedByIdentities(to)) return [];
  const request: IamRequest = {
    principal: { kind: "AWS", value: from.arn },
    action: "sts:AssumeRole",
    resource: to.arn,
    context: from.context,
  };
  if (!isPossible({ ...from.decides, resource: to.trust, resourceMustAllow: true }, request)) return [];
  const [held] = allowing(from, request);
  const by = held?.by ?? to.resource;
  return by ? [{ from, to, by, how: `can assume role ${to.name}` }] : [];
}

const isOfAccount = ({ kind }: Principal): boolean => kind === "AWS" || kind === "*";

function passing(from: Identity, to: Identity): Step[] {
  const services = to.trust.flatMap(({ effect, principals }) =>
    effect === "Allow" ? principals.filter(({ kind }) => kind === "Service").map(({ value }) => value) : [],
  );
  return [...new Set(services)].flatMap((service) => {
    const context = { ...from.context, "iam:PassedToService": [service] };
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
    if (identitiesOf(plan).role(inLayer(each, each.config[role])) !== to) return [];
    const resource = resolveReferences(plan, inLayer(each, `\${${each.address}.arn}`));
    const [held] = allowing(from, { action, resource, context: from.context });
    return held
      ? [step(from, to, held, `can replace the code of ${each.address}, which runs as role ${to.name}`)]
      : [];
  });
}

/** Whether an identity may call an action on any object. */
const mayCall = (from: Identity, action: string): boolean =>
  allowing(from, { action, resource: "*", context: from.context }).length > 0;

const step = (from: Identity, to: Identity, { by }: HeldPolicy, how: string): Step => ({ from, to, by, how });
