import { GITHUB_TOKENS } from "./facts";
import {
  type EnvironmentPlan,
  inLayer,
  type InLayer,
  memoizePerPlan,
  type PlannedResource,
} from "../../terraform/environment-plan";
import { type Statement } from "../../infrastructure/identity-policies";
import { type Role, rolesOf } from "../../infrastructure/identity-roles";
import { reference, resolveReferences } from "../../infrastructure/text-references";

/** Roles whose trust policy names the tokens of GitHub Actions. */
export const githubRolesOf = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<Role> =>
    new Set(
      rolesOf(plan).all.filter(({ resource, trust }) =>
        trust.some((statement) => isForGithub(plan, resource, statement)),
      ),
    ),
);

const isForGithub = (plan: EnvironmentPlan, { layer }: PlannedResource, statement: Statement): boolean =>
  statement.principals.some(({ value }) => githubProvider(plan, { layer, value }) !== undefined) ||
  statement.conditions.some(({ key }) => key.startsWith(`${GITHUB_TOKENS}:`));

/** Account of the OIDC provider of GitHub that a value is the ARN of: `own` for a provider that the stacks create or look up. */
export function githubProvider(plan: EnvironmentPlan, value: InLayer): string | undefined {
  const named = reference(plan, value);
  if (named) return named.attribute === "arn" && isGithubProvider(plan, named.target) ? "own" : undefined;
  const [, account, issuer] =
    /^arn:[\w-]+:iam::(\d+):oidc-provider\/(.+)$/.exec(resolveReferences(plan, value)) ?? [];
  return issuer === GITHUB_TOKENS ? account : undefined;
}

/** True for an OIDC provider, created or looked up, with the URL of GitHub's tokens. */
export const isGithubProvider = (plan: EnvironmentPlan, provider: PlannedResource): boolean =>
  /^(data\.)?aws_iam_openid_connect_provider$/.test(provider.type) &&
  resolveReferences(plan, inLayer(provider, provider.config["url"])).replace("https://", "") ===
    GITHUB_TOKENS;
