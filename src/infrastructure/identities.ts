import { own } from "../base/own";
import { MANAGED_POLICIES } from "../evidence/managed-policies";
import {
  type EnvironmentPlan,
  inLayer,
  type InLayer,
  isFound,
  memoizePerPlan,
  type PlannedResource,
} from "../terraform/environment-plan";
import { blockId } from "./network-routes";
import {
  exclusiveLists,
  holderOf,
  IDENTITY_KINDS,
  type IdentityKind,
  policyAttachmentsOf,
  type PolicyAttachment,
} from "./identity/attachments";
import { type RequestKeys } from "./identity/iam/conditions";
import { policyAt, type Statement, statementsOf } from "./identity-policies";
import { groupBy } from "../base/group-by";
import { homeOf, resolveReferences } from "./text-references";
import { type IamPolicies, type HeldPolicy } from "./identity/iam/policies";
import { withStatementTexts } from "./identity/statement-texts";

/** A role, user or group that has policies: of the stacks, or one of the account that a block gives a policy. */
export interface Identity {
  readonly kind: IdentityKind;
  readonly name: string;
  /** Its name in findings: `role mlapp-x`. */
  readonly title: string;
  readonly arn: string;
  /** Known values of each of its calls. */
  readonly context: RequestKeys;
  /** @default - the stacks do not create it */
  readonly resource?: PlannedResource;
  readonly policies: readonly HeldPolicy[];
  /** Statements of its trust policy; empty for a user, a group, and a trust that is not readable. */
  readonly trust: readonly Statement[];
  /** Policies that decide on its requests, without those of resources and endpoints. */
  readonly decides: IamPolicies;
}

const allOf = memoizePerPlan((plan: EnvironmentPlan): readonly Identity[] => {
  const attached = groupBy(policyAttachmentsOf(plan), ({ kind, holder }) => `${kind} ${holder}`);
  const created = IDENTITY_KINDS.flatMap((kind) =>
    plan.resources(`aws_iam_${kind}`).map((resource) => {
      const key = `${kind} ${blockId(resource)}`;
      const name = resolveReferences(plan, inLayer(resource, resource.config["name"]));
      const held = attached.get(key) ?? [];
      attached.delete(key);
      return identity(plan, { kind, name, resource }, held);
    }),
  );
  const others = [...attached.values()].flatMap((held) => {
    const [first] = held;
    return first ? [identity(plan, { kind: first.kind, name: first.holder }, held)] : [];
  });
  return [...created, ...others];
});

/** Identities of an environment, and what its blocks give them. */
export const identitiesOf = memoizePerPlan((plan: EnvironmentPlan) => ({
  /** Identities of the stacks first, then those of the account. */
  get all() {
    return allOf(plan);
  },
  /** Every policy that the blocks give to an identity. */
  get attachments() {
    return policyAttachmentsOf(plan);
  },
  /** Blocks and arguments that remove what they do not list. */
  get exclusiveLists() {
    return exclusiveLists(plan);
  },
  /** Layer and address of the identity that an argument names, or its name where the plan does not create it. */
  holder: (kind: IdentityKind, value: InLayer): string => holderOf(plan, kind, value),
  /** The role of the stacks that an argument names; undefined for one that they do not create. */
  role: (value: InLayer): Identity | undefined => {
    const holder = holderOf(plan, "role", value);
    return allOf(plan).find(({ resource }) => resource && blockId(resource) === holder);
  },
}));

function identity(
  plan: EnvironmentPlan,
  about: Pick<Identity, "kind" | "name" | "resource">,
  held: readonly PolicyAttachment[],
): Identity {
  const { kind, name, resource } = about;
  const { partition, accountId } = homeOf(plan);
  const arn = `arn:${partition}:iam::${accountId}:${kind}/${name}`;
  const policies = held.map((each) => heldPolicy(plan, each));
  const document = kind === "role" ? resource?.config["assume_role_policy"] : undefined;
  return {
    ...about,
    title: `${kind} ${name}`,
    arn,
    context: { "aws:PrincipalAccount": [accountId], "aws:PrincipalArn": [arn] },
    policies,
    trust: resource ? resolved(plan, resource, policyAt(plan, inLayer(resource, document)) ?? []) : [],
    decides: {
      identity: policies.flatMap(({ statements = [] }) => statements),
      notRead: policies.flatMap((each) => (each.statements ? [] : [each.name])),
      ...(resource ? boundaryOf(plan, resource) : {}),
    },
  };
}

function heldPolicy(plan: EnvironmentPlan, { by, policy }: PolicyAttachment): HeldPolicy {
  if ("arn" in policy)
    return {
      by,
      name: resolveReferences(plan, plan.follow(policy.arn)),
      statements: statementsAt(plan, policy.arn),
    };
  const statements = policyAt(plan, inLayer(by, policy.document));
  return {
    by,
    name: resolveReferences(plan, policy.name),
    statements: statements && resolved(plan, by, statements),
  };
}

function boundaryOf(plan: EnvironmentPlan, { layer, config }: PlannedResource): Partial<IamPolicies> {
  const { permissions_boundary: value } = config;
  if (value === undefined || value === null || value === "") return {};
  const arn = { layer, value };
  const statements = statementsAt(plan, arn);
  return statements
    ? { boundary: statements }
    : { limitsNotRead: [resolveReferences(plan, plan.follow(arn))] };
}

/** Statements of a policy by its ARN: one of the stacks, or one of AWS that is known. */
function statementsAt(plan: EnvironmentPlan, arn: InLayer): Statement[] | undefined {
  const named = plan.target(arn);
  const written = resolveReferences(plan, plan.follow(arn));
  const own = named ?? ownPolicies(plan).get(written);
  if (own?.type === "aws_iam_policy" && !isFound(own)) {
    const statements = policyAt(plan, inLayer(own, own.config["policy"]));
    return statements && resolved(plan, own, statements);
  }
  const [, path] = /^arn:[^:]+:iam::aws:policy\/(.+)$/.exec(written) ?? [];
  return path === undefined ? undefined : managedStatements(plan, path);
}

const ownPolicies = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, PlannedResource> =>
    new Map(
      plan
        .resources("aws_iam_policy")
        .map((each) => [
          resolveReferences(plan, { layer: each.layer, value: `\${${each.address}.arn}` }),
          each,
        ]),
    ),
);

/** Statements of an AWS managed policy, in the partition of the environment and as Terraform would write variables. */
function managedStatements(plan: EnvironmentPlan, path: string): Statement[] | undefined {
  const known = own(MANAGED_POLICIES.policies, path);
  if (known === undefined) return undefined;
  const document = JSON.stringify({ Version: "2012-10-17", Statement: known.Statement });
  const { partition } = homeOf(plan);
  return statementsOf(document.replaceAll('"arn:aws:', `"arn:${partition}:`).replaceAll("${", "$${"));
}

/** Statements with the references of their values resolved. */
export function resolved(
  plan: EnvironmentPlan,
  { layer }: Pick<InLayer, "layer">,
  statements: readonly Statement[],
): Statement[] {
  const write = (value: string): string => resolveReferences(plan, { layer, value });
  return statements.map((each) => {
    const written = withStatementTexts(each, write);
    return {
      ...written,
      conditions: written.conditions.map((condition) => ({ ...condition, key: write(condition.key) })),
    };
  });
}
