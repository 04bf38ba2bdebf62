import { type Role } from "../../infrastructure/identity-roles";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { githubRolesOf } from "../../parts/github-actions/model";
import { audienceOf, GITHUB_TOKENS, readSubject, type TokenSubject } from "../../parts/github-actions/facts";
import { homeOf } from "../../infrastructure/text-references";

/** The role that a workflow assumes, and the tokens that the role trusts. */
export interface WorkflowRole {
  readonly arn: string;
  readonly region: string;
  /** Audience that the credentials action requests. */
  readonly audience: string;
  readonly subject: TokenSubject;
}

/** The role of an environment for GitHub Actions. @default - undefined, it has none */
export function workflowRole(plan: EnvironmentPlan): WorkflowRole | undefined {
  const { partition, accountId, region } = homeOf(plan);
  for (const role of githubRolesOf(plan)) {
    const subject = subjectOf(role);
    if (!subject) continue;
    const arn = `arn:${partition}:iam::${accountId}:role/${role.name}`;
    return { arn, region, audience: audienceOf(partition), subject };
  }
  return undefined;
}

function subjectOf({ trust }: Role): TokenSubject | undefined {
  const [subject, ...others] = trust.flatMap(({ conditions }) =>
    conditions.filter(({ key }) => key === `${GITHUB_TOKENS}:sub`).flatMap(({ values }) => values),
  );
  return subject === undefined || others.length > 0 ? undefined : readSubject(subject);
}
