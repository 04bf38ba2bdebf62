import {
  type EnvironmentPlan,
  inLayer,
  type InLayer,
  isFound,
  memoizePerPlan,
  type PlannedResource,
} from "../../terraform/environment-plan";
import { blocks, type Json, text } from "../../terraform/stack-json";
import { blockId } from "../network-routes";
import { resolveReferences } from "../text-references";

/** Identities with policies of IAM. */
export type IdentityKind = "role" | "user" | "group";

export const IDENTITY_KINDS: readonly IdentityKind[] = ["role", "user", "group"];

/** A policy that a block gives to an identity. */
export interface PolicyAttachment {
  readonly kind: IdentityKind;
  /** Layer and address of the identity, or its name where the plan does not create it. */
  readonly holder: string;
  /** The block that gives the policy. */
  readonly by: PlannedResource;
  /** A document of the identity alone, with its name; or the ARN of a policy. */
  readonly policy:
    { readonly name: InLayer; readonly document: Json | undefined } | { readonly arn: InLayer };
}

/** A list of all policies of a form that an identity has: an apply removes others. */
export interface ExclusiveList {
  readonly kind: IdentityKind;
  readonly holder: string;
  readonly by: PlannedResource;
  /** Names of documents, or ARNs. */
  readonly form: "names" | "arns";
  readonly values: readonly InLayer[];
}

/** The identity that an argument names. */
export function holderOf(plan: EnvironmentPlan, kind: IdentityKind, value: InLayer): string {
  const target = plan.target(value);
  if (target?.type === `aws_iam_${kind}` && !isFound(target)) return blockId(target);
  const written = target ? text(target.config["name"]) : undefined;
  const name = written ?? resolveReferences(plan, plan.follow(value));
  return byName(plan).get(`${kind} ${name.slice(name.lastIndexOf("/") + 1)}`) ?? name;
}

const byName = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, string> =>
    new Map(
      IDENTITY_KINDS.flatMap((kind) =>
        plan
          .resources(`aws_iam_${kind}`)
          .map((each): [string, string] => [
            `${kind} ${resolveReferences(plan, inLayer(each, each.config["name"]))}`,
            blockId(each),
          ]),
      ),
    ),
);

/** Every policy that the blocks of the stacks give to an identity. */
export const policyAttachmentsOf = memoizePerPlan((plan: EnvironmentPlan): readonly PolicyAttachment[] =>
  IDENTITY_KINDS.flatMap((kind) => [
    ...plan.resources(`aws_iam_${kind}`).flatMap((each) => inside(plan, kind, each)),
    ...plan.resources(`aws_iam_${kind}_policy`).map((by) => ({
      kind,
      by,
      holder: holderOf(plan, kind, inLayer(by, by.config[kind])),
      policy: { name: inLayer(by, by.config["name"]), document: by.config["policy"] },
    })),
    ...plan.resources(`aws_iam_${kind}_policy_attachment`).map((by) => ({
      kind,
      by,
      holder: holderOf(plan, kind, inLayer(by, by.config[kind])),
      policy: { arn: inLayer(by, by.config["policy_arn"]) },
    })),
    ...plan.resources("aws_iam_policy_attachment").flatMap((by) =>
      plan.items(inLayer(by, by.config[`${kind}s`])).map((each) => ({
        kind,
        by,
        holder: holderOf(plan, kind, each),
        policy: { arn: inLayer(by, by.config.policy_arn) },
      })),
    ),
    ...exclusiveIn(plan, kind, "arns").flatMap(({ by, holder, values }) =>
      values.map((arn) => ({ kind, by, holder, policy: { arn } })),
    ),
  ]),
);

/** Policies in the arguments of the identity itself. */
function inside(plan: EnvironmentPlan, kind: IdentityKind, by: PlannedResource): PolicyAttachment[] {
  const holder = blockId(by);
  return [
    ...blocks(by.config["inline_policy"])
      .filter(({ policy }) => policy !== undefined)
      .map(({ name, policy }) => ({
        kind,
        by,
        holder,
        policy: { name: inLayer(by, name), document: policy },
      })),
    ...plan
      .items(inLayer(by, by.config["managed_policy_arns"]))
      .map((arn) => ({ kind, by, holder, policy: { arn } })),
  ];
}

/** Blocks and arguments that remove what they do not list. */
export const exclusiveLists = memoizePerPlan((plan: EnvironmentPlan): readonly ExclusiveList[] =>
  IDENTITY_KINDS.flatMap((kind) => [
    ...exclusiveIn(plan, kind, "names"),
    ...exclusiveIn(plan, kind, "arns"),
    ...plan.resources(`aws_iam_${kind}`).flatMap((by): ExclusiveList[] => {
      const holder = blockId(by);
      const { inline_policy: inline, managed_policy_arns: arns } = by.config;
      const names = blocks(inline).map(({ name }) => inLayer(by, name));
      return [
        ...(inline === undefined ? [] : [{ kind, by, holder, form: "names" as const, values: names }]),
        ...(arns === undefined
          ? []
          : [{ kind, by, holder, form: "arns" as const, values: plan.items(inLayer(by, arns)) }]),
      ];
    }),
  ]),
);

const EXCLUSIVE = {
  names: ["policies_exclusive", "policy_names"],
  arns: ["policy_attachments_exclusive", "policy_arns"],
} as const;

function exclusiveIn(plan: EnvironmentPlan, kind: IdentityKind, form: "names" | "arns"): ExclusiveList[] {
  const [type, attribute] = EXCLUSIVE[form];
  return plan.resources(`aws_iam_${kind}_${type}`).map((by) => ({
    kind,
    by,
    form,
    holder: holderOf(plan, kind, inLayer(by, by.config[`${kind}_name`])),
    values: plan.items(inLayer(by, by.config[attribute])),
  }));
}
