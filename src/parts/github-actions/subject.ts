import { type AwsLocation } from "../../facts/aws";
import { type GithubActionsSettings } from "./settings";

/** Issuer of the tokens of GitHub Actions, as in IAM condition keys. */
export const GITHUB_ISSUER = "token.actions.githubusercontent.com";

/**
 * Audience that `aws-actions/configure-aws-credentials` requests by default, and the one of China
 * (its README, "OIDC Audience", v6.2.3 of 2026-07-22).
 */
export const audienceIn = ({ partition }: AwsLocation): string =>
  partition === "aws-cn" ? "sts.amazonaws.com.cn" : "sts.amazonaws.com";

/** A repository, and its ids where its tokens have them. */
export type GithubRepository = Pick<GithubActionsSettings, "repository" | "ownerId" | "repositoryId">;

/**
 * Subject of the tokens: with ids, or without, and of an environment of the job or of a branch.
 *
 * Source: GitHub Docs, "OpenID Connect reference"; GitHub changelog of 2026-04-23, immutable
 * subject claims; Microsoft Entra, "workload-identities-github-immutable-subjects", for the form
 * with `@` (read 2026-11-21).
 */
export function githubSubject(settings: GithubRepository & Partial<GithubActionsSettings>): string {
  const { repository, branch = "", environment, ownerId, repositoryId } = settings;
  const [owner = "", name = ""] = repository.split("/");
  const whose =
    ownerId === undefined || repositoryId === undefined
      ? repository
      : `${owner}@${ownerId}/${name}@${repositoryId}`;
  const what = environment === undefined ? `ref:refs/heads/${branch}` : `environment:${environment}`;
  return `repo:${whose}:${what}`;
}
