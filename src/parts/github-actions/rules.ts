import { type RuleProblem } from "../../environment/rule-problems";
import { type EnvironmentConfig } from "../../environment/schema";
import { type GithubActionsSettings } from "./settings";

const PATH = ["components", "github-actions"];

/** Rules between the keys of the part, and with the repositories of the environment. */
export const githubActionsRules = (
  settings: GithubActionsSettings,
  { models }: EnvironmentConfig,
): RuleProblem[] => {
  const { branch, environment, ownerId, repositoryId } = settings;
  return [
    ...(branch === undefined && environment === undefined
      ? [
          {
            path: PATH,
            got: "no branch and no environment",
            expected: "the branch or the job environment whose tokens are trusted",
            fix: "set branch; or, if the job that pushes has an environment, set environment",
          },
        ]
      : []),
    ...(branch !== undefined && environment !== undefined
      ? [
          {
            path: [...PATH, "environment"],
            expected:
              "no environment together with branch: the token of a job with an environment has no branch",
            fix: "remove branch if the job has an environment, otherwise remove environment",
          },
        ]
      : []),
    ...oneId("ownerId", ownerId, "repositoryId", repositoryId),
    ...oneId("repositoryId", repositoryId, "ownerId", ownerId),
    ...(models.every(({ image }) => image === undefined || image.repository !== undefined)
      ? [
          {
            path: PATH,
            got: "no ECR repository of a model: every model has image.repository or no image",
            expected: "at least one repository of a model to push to",
            fix: "remove image.repository of a model, so that the environment creates its repository, or remove this key",
          },
        ]
      : []),
  ];
};

const oneId = (given: string, value: string | undefined, other: string, missing: string | undefined) =>
  value !== undefined && missing === undefined
    ? [
        {
          path: [...PATH, given],
          expected: `${given} together with ${other}: a token contains both ids or none`,
          fix: `add ${other}, or remove ${given} if the repository's tokens contain no ids`,
        },
      ]
    : [];

/** IAM refuses a second provider with the same URL in an account (EntityAlreadyExists). */
export function oneProvider(
  environments: readonly {
    readonly name: string;
    readonly file: string;
    readonly config: EnvironmentConfig;
    readonly settings: GithubActionsSettings;
  }[],
) {
  const first = new Map<string, string>();
  return environments.flatMap(({ name, file, config: { account }, settings: { provider } }) => {
    if (provider === "existing") return [];
    const creator = first.get(account);
    if (creator === undefined) {
      first.set(account, file);
      return [];
    }
    return [
      {
        environment: name,
        path: [...PATH, "provider"],
        got: "create",
        expected: `one OIDC provider of GitHub in account ${account}, which ${creator} creates`,
        fix: `set provider: existing here, and apply the cluster layer of ${creator} first`,
      },
    ];
  });
}
