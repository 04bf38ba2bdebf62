import facts from "./blocks-of-sign-in.json";
import { identitiesOf } from "../../infrastructure/identities";
import { rolesOf } from "../../infrastructure/identity-roles";
import { blockId } from "../../infrastructure/network-routes";
import {
  type EnvironmentPlan,
  inLayer,
  isFound,
  type PlannedResource,
} from "../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { block, isFalse, isTrue, number, text } from "../../terraform/stack-json";
import { homeOf, resolveReferences } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const signIn: Check = {
  ...ruleOf(TEXTS, "sign-in"),
  run: (plan) =>
    [...OF_EACH_BLOCK, ...RULES].flatMap(({ type, what, problems, fix }) =>
      plan
        .resources(type)
        .flatMap((each) => combinedFinding(each, what, problems(plan, each)))
        .map((finding): Finding => (fix === undefined ? finding : { ...finding, fix })),
    ),
};

/** A type of blocks that lets others in, with each block or with some of its values. */
interface Rule {
  readonly type: string;
  readonly what: string;
  readonly problems: (plan: EnvironmentPlan, resource: PlannedResource) => string[];
  /** @default - that of the check */
  readonly fix?: string;
}

const OF_EACH_BLOCK: readonly Rule[] = facts.types.map(({ danger, ...row }) => ({
  ...row,
  problems: () => [danger],
}));

const PROBLEMS: Readonly<Record<keyof typeof facts.judged, Rule["problems"]>> = {
  aws_iam_group_membership: (plan, each) => groupProblems(plan, each, "group"),
  aws_iam_user_group_membership: (plan, each) => groupProblems(plan, each, "groups"),
  aws_iam_saml_provider: samlProblems,
  aws_iam_account_password_policy: passwordProblems,
  aws_rolesanywhere_trust_anchor: anchorProblems,
  aws_cognito_identity_pool: (_, { config }) =>
    isTrue(config["allow_unauthenticated_identities"])
      ? ["it gives credentials of the account to guests, without signing in"]
      : [],
  aws_ssoadmin_account_assignment: (_, { config }) => [
    `${String(config["principal_type"])} ${String(config["principal_id"])} gets the rights of ${String(config["permission_set_arn"])} in account ${String(config["target_id"])}, which no block of these stacks shows`,
  ],
};

const RULES: readonly Rule[] = Object.entries<Omit<Rule, "type" | "problems">>(facts.judged).map(
  ([type, words]) => ({ type, ...words, problems: PROBLEMS[type as keyof typeof PROBLEMS] }),
);

/** A group of these stacks has rights that are read; one of the account has any. */
function groupProblems(plan: EnvironmentPlan, each: PlannedResource, argument: string): string[] {
  const own = new Set(plan.resources("aws_iam_group").map(blockId));
  return plan
    .items(inLayer(each, each.config[argument]))
    .map((group) => identitiesOf(plan).holder("group", group))
    .filter((group) => !own.has(group))
    .map((group) => `users get the rights of the group ${group}, which these stacks do not create`);
}

/** Roles that trust a provider are judged by `identity-providers`. */
function samlProblems(plan: EnvironmentPlan, provider: PlannedResource): string[] {
  const { partition, accountId } = homeOf(plan);
  const name = resolveReferences(plan, inLayer(provider, provider.config["name"]));
  const arn = `arn:${partition}:iam::${accountId}:saml-provider/${name}`;
  const isTrusted = rolesOf(plan).all.some(({ resource, trust }) =>
    trust.some(({ principals }) =>
      principals.some(({ value }) => value === arn || plan.target(inLayer(resource, value)) === provider),
    ),
  );
  return isTrusted
    ? []
    : [
        "no role of these stacks trusts it, so that only roles of others let its users sign in to the account",
      ];
}

function passwordProblems(_: EnvironmentPlan, { config }: PlannedResource): string[] {
  const length = number(config["minimum_password_length"] ?? facts.passwords.lengthByDefault);
  const remembered = number(config["password_reuse_prevention"]);
  return [
    ...(length === undefined || length >= facts.passwords.shortest
      ? []
      : [`minimum_password_length is ${length}, expected ${facts.passwords.shortest} or more`]),
    ...(remembered === undefined || remembered >= facts.passwords.remembered
      ? []
      : [`password_reuse_prevention is ${remembered}, expected ${facts.passwords.remembered}`]),
  ];
}

/** Holders of certificates of the authority get the roles of each profile. */
function anchorProblems(plan: EnvironmentPlan, each: PlannedResource): string[] {
  if (isFalse(each.config["enabled"])) return [];
  const source = block(each.config["source"]);
  const type = text(source["source_type"]);
  if (type !== "AWS_ACM_PCA")
    return [
      `holders of certificates of an authority outside of the account get roles: its source_type is ${type ?? "missing"}, expected AWS_ACM_PCA`,
    ];
  const authority = inLayer(each, block(source["source_data"])["acm_pca_arn"]);
  const target = plan.target(authority);
  if (target?.type === "aws_acmpca_certificate_authority" && !isFound(target)) return [];
  const arn = resolveReferences(plan, authority);
  const [, account] = /^arn:[^:]+:acm-pca:[^:]*:(\d+):/.exec(arn) ?? [];
  if (account === homeOf(plan).accountId) return [];
  return [
    account === undefined
      ? `holders of certificates of ${arn || "an authority without an ARN"} get roles: no plan shows its account`
      : `holders of certificates of an authority of account ${account} get roles`,
  ];
}
