import { InvalidArgumentError } from "commander";
import { GITHUB_TOKENS, audienceOf } from "../../platform/parts/github-actions/facts/github-actions";
import { homeOf } from "../../proof/model/home";
import { type EnvironmentPlan } from "../../proof/terraform-json/environment-plan";
import { jsonText } from "../shared/command/report";
import { type WrittenFile } from "./files";

/** A role of the workflows that init writes. */
interface GithubRole {
  /** Name of the role without the environment. */
  readonly use: "pull-request" | "plan" | "apply";
  /** GitHub environment of the jobs that assume it; a branch cannot choose another subject. */
  readonly githubEnvironment: string;
  /** Files of policies that it gets. */
  readonly policies: string;
}

const rolesOf = (name: string): readonly GithubRole[] => [
  {
    use: "pull-request",
    githubEnvironment: "plan",
    policies: "`state-plan-N`, `network-plan-N` and `cluster-plan-N`",
  },
  { use: "plan", githubEnvironment: `${name}-plan`, policies: "`LAYER-plan-N` of all layers" },
  { use: "apply", githubEnvironment: name, policies: "`LAYER-apply-N` of all layers" },
];

/** A repository of GitHub, from a command line. */
export function repositoryIn(text: string): string {
  if (!/^[\w-]+\/[\w.-]+$/.test(text)) throw new InvalidArgumentError("Expected OWNER/NAME.");
  return text;
}

/** Trust policies of the workflows' roles, and a page that names the roles and the GitHub environments. */
export function githubFiles(plan: EnvironmentPlan, repository: string): WrittenFile[] {
  const { partition, accountId } = homeOf(plan);
  const trust = ({ githubEnvironment }: GithubRole): object => ({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: `arn:${partition}:iam::${accountId}:oidc-provider/${GITHUB_TOKENS}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${GITHUB_TOKENS}:aud`]: audienceOf(partition),
            [`${GITHUB_TOKENS}:sub`]: `repo:${repository}:environment:${githubEnvironment}`,
          },
        },
      },
    ],
  });
  const roles = rolesOf(plan.name);
  return [
    ...roles.map((role) => ({ name: `trust-${role.use}.json`, text: jsonText(trust(role)) })),
    {
      name: "GITHUB.md",
      text: `# Roles of ${repository} for ${plan.name}

The account needs the OIDC provider \`${GITHUB_TOKENS}\`. Limit each GitHub environment to the default branch: the trust policy then admits no other
branch, also not one that edits its workflows. docs/guide/pull-requests.md describes the workflows.

| role | trust | GitHub environment | policies |
| --- | --- | --- | --- |
${roles
  .map(
    ({ use, githubEnvironment, policies }) =>
      `| \`${plan.name}-${use}\` | \`trust-${use}.json\` | \`${githubEnvironment}\` | ${policies} |`,
  )
  .join("\n")}

\`\`\`sh
${roles
  .map(
    ({ use }) =>
      `aws iam create-role --role-name ${plan.name}-${use} --assume-role-policy-document file://trust-${use}.json`,
  )
  .join("\n")}
\`\`\`

The name \`${plan.name}-pull-request\` is fixed: the workflow \`plan\` computes it. Set the ARNs of the other two as the variable \`AWS_ROLE\` of
their GitHub environments, and \`AWS_REGION\`.
`,
    },
  ];
}
