import { InvalidArgumentError } from "commander";
import {
  GITHUB_ISSUER,
  type GithubRepository,
  audienceIn,
  githubSubject,
} from "../../parts/github-actions/subject";
import { PULL_REQUESTS, RENAME, planEnvironment, takenName } from "../../facts/job-environments";
import { NPX } from "../../base/program-name";
import { userError } from "../../base/errors";
import { jsonText } from "../../project/command-report";
import { LAYERS } from "../../base/layers";
import { MOST_POLICIES } from "./documents";
import { type EnvironmentPolicies, PULL_REQUEST_LAYERS } from "./environment-policies";
import { BOUNDARY, type WrittenFile, namedPoliciesOf, numbered } from "./files";
import { type ModuleRole, githubModule } from "./github-module";
import { deployerName } from "./role-boundary";

/** A role of the workflows that init writes. */
interface GithubRole {
  /** Name of the role without the environment. */
  readonly use: "pull-request" | "plan" | "apply";
  /** GitHub environment of the jobs that assume it; a branch cannot choose another subject. */
  readonly githubEnvironment: string;
  /** Purpose of the role, for the page. */
  readonly does: string;
}

/** The roles of an environment. */
export const githubRoleUses = (name: string): readonly GithubRole[] => [
  {
    use: "pull-request",
    githubEnvironment: PULL_REQUESTS,
    does: `plans ${PULL_REQUEST_LAYERS.join(", ")} before the merge; locks and writes nothing`,
  },
  {
    use: "plan",
    githubEnvironment: planEnvironment(name),
    does: "plans all layers, locks their states, and stores the plans",
  },
  { use: "apply", githubEnvironment: name, does: "applies stored plans of all layers" },
];

/** Command that prints a repository with its ids. */
const idsOf = (repository: string): string =>
  `gh api repos/${repository} --jq '"\\(.owner.login)@\\(.owner.id)/\\(.name)@\\(.id)"'`;

/** A repository of GitHub, from a command line: `OWNER/NAME`, or `OWNER@ID/NAME@ID`. */
export function repositoryIn(text: string): GithubRepository {
  const [, owner, ownerId, name, repositoryId] =
    /^([A-Za-z0-9][\w-]*)(?:@([1-9]\d*))?\/([\w.-]+)(?:@([1-9]\d*))?$/.exec(text) ?? [];
  if (owner === undefined || (ownerId === undefined) !== (repositoryId === undefined))
    throw new InvalidArgumentError(
      `Expected OWNER/NAME, or OWNER@ID/NAME@ID as this command prints it: ${idsOf("OWNER/NAME")}`,
    );
  return { repository: `${owner}/${name}`, ownerId, repositoryId };
}

/** Which tokens names alone do not match. Undefined for a repository with ids. */
export const namesNote = ({ repository, ownerId }: GithubRepository): string | undefined =>
  ownerId === undefined
    ? `The roles trust ${repository} by its names. Repositories that were created, renamed or transferred on or after 2026-07-15, or that were changed to immutable subject claims, send their ids, and are refused. For these, write what this command prints behind --github: ${idsOf(repository)}`
    : undefined;

/**
 * Trust policies of the workflows' roles, a module that creates the roles, and a page that names them. Throws for a
 * name that is also that of another GitHub environment.
 *
 * @param all names of all environments of the repository
 */
export function githubFiles(
  policies: EnvironmentPolicies,
  repository: GithubRepository,
  all: readonly string[],
): WrittenFile[] {
  const { environment, home } = policies;
  const taken = takenName(environment, all);
  if (taken !== undefined)
    throw userError({
      place: `${environment}.yaml`,
      got: `the name ${environment}`,
      expected: `another name than that of ${taken}, whose jobs would get its roles`,
      fix: RENAME,
    });
  const { partition, accountId } = home;
  const provider = `arn:${partition}:iam::${accountId}:oidc-provider/${GITHUB_ISSUER}`;
  const trust = ({ githubEnvironment }: GithubRole): object => ({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: provider },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${GITHUB_ISSUER}:aud`]: audienceIn(home),
            [`${GITHUB_ISSUER}:sub`]: githubSubject({ ...repository, environment: githubEnvironment }),
          },
        },
      },
    ],
  });
  const roles = githubRoleUses(environment);
  const inModule = roles.map((role) => moduleRole(role, policies));
  const own = numbered("pull-request", policies.pullRequest).map((each) => ({
    ...each,
    file: `${each.name}.json`,
  }));
  return [
    ...own.map(({ file, document }) => ({ name: file, text: jsonText(document) })),
    ...roles.map((role) => ({ name: trustFile(role), text: jsonText(trust(role)) })),
    {
      name: "github.tf.json",
      text: jsonText(
        githubModule(
          inModule,
          own.map(({ name, file }) => ({ name: deployerName(environment, name), file })),
          deployerName(environment, BOUNDARY),
        ),
      ),
    },
    { name: "GITHUB.md", text: pageOf(policies, repository, roles) },
  ];
}

const trustFile = ({ use }: GithubRole): string => `trust-${use}.json`;

function moduleRole(role: GithubRole, policies: EnvironmentPolicies): ModuleRole {
  const { environment } = policies;
  const { use } = role;
  const named = [...namedPoliciesOf(policies), ...numbered("pull-request", policies.pullRequest)];
  const of = (key: string): string[] =>
    named.filter(({ attachedFor }) => attachedFor === key).map(({ name }) => deployerName(environment, name));
  return {
    use,
    name: deployerName(environment, use),
    trust: trustFile(role),
    policies: use === "pull-request" ? of(use) : LAYERS.flatMap((layer) => of(`${layer}-${use}`)),
    creations:
      use === "apply"
        ? LAYERS.flatMap((layer) => of(`${layer}-create`).map((policy) => ({ layer, policy })))
        : [],
  };
}

function pageOf(
  { environment, home }: EnvironmentPolicies,
  github: GithubRepository,
  roles: readonly GithubRole[],
): string {
  const arnOf = (use: GithubRole["use"]): string =>
    `arn:${home.partition}:iam::${home.accountId}:role/${deployerName(environment, use)}`;
  return `# Roles of ${github.repository} for ${environment}

The account needs the OIDC provider \`${GITHUB_ISSUER}\`. Limit each GitHub environment to the default branch: the trust policy then admits no other
branch, also not one that edits its workflows. docs/guide/pull-requests.md describes the workflows.
${namesNote(github)?.replace(/^/, "\n").concat("\n") ?? ""}
| role | GitHub environment | does |
| --- | --- | --- |
${roles
  .map(
    ({ use, githubEnvironment, does }) =>
      `| \`${deployerName(environment, use)}\` | \`${githubEnvironment}\` | ${does} |`,
  )
  .join("\n")}

An administrator creates the policies and the roles, each with the boundary of the deployer:

\`\`\`sh
terraform init && terraform apply                             # the output github_roles has the ARNs
\`\`\`

Set the ARNs of \`${deployerName(environment, "plan")}\` and \`${deployerName(environment, "apply")}\` as the variable \`AWS_ROLE\` of their GitHub
environments, and \`AWS_REGION\`. The workflow \`plan\` computes the third name. Name them in the file of the environment, so that they reach the Kubernetes API:

\`\`\`yaml
cluster:
  admins: [${arnOf("apply")}]
  access:
    - { role: "${arnOf("plan")}", people: [plan] } # reads the cluster and its Secrets, and changes nothing
\`\`\`

Where the role of plans was in \`cluster.admins\`, an administrator applies this change once with \`${NPX} deploy\`: its new rights are in the platform
layer, and its plan needs them. With \`cluster.deployerRole\`, plans assume that role too, which administers the cluster.

An apply that creates a network, keys, an OIDC provider, a database, a certificate or a plan of backups needs the policies \`LAYER-create-N\`,
for one layer at a time, since a role has at most ${MOST_POLICIES} policies. The second command detaches them:

\`\`\`sh
terraform apply -var 'creates=["network"]'                    # before the run of the workflow
terraform apply                                               # after it
\`\`\`
`;
}
