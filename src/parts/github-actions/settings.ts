import { z } from "../../base/zod";
import { expects } from "../../environment/expects";

/** `OWNER/NAME`, as GitHub shows it. Owners of enterprises with managed users end with `_` and a code. */
const REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9_-]{0,49}\/(?!\.{1,2}$)(?!.*\.git$)[\w.-]{1,100}$/;

const repository = z
  .string()
  .regex(
    REPOSITORY,
    expects(
      "a repository as OWNER/NAME, such as octo-org/models, of letters, digits and - _ .",
      repositoryFix,
    ),
  );

/** Users often paste the address of a repository. */
function repositoryFix(given: string): string {
  const name = given.replace(/^(?:\w+:\/\/[^/]+\/|git@[^:]+:)/, "").replace(/(?:\.git)?\/*$/, "");
  return name !== given && REPOSITORY.test(name) ? `write ${name}` : "write OWNER/NAME, without a wildcard";
}

/** Characters that GitHub does not escape in a subject, without those that IAM reads as wildcards and variables. */
const NAME = /^(?!refs\/)(?![-/.])(?!.*(?:\/\/|\.\.|\/\.))[\w./-]{1,255}(?<![/.])$/;

const branch = z
  .string()
  .regex(NAME, expects("the name of one branch, of letters, digits and . _ / -, such as main", branchFix));

function branchFix(given: string): string {
  const [, name] = /^refs\/heads\/(.+)$/.exec(given) ?? [];
  if (name !== undefined && NAME.test(name)) return `write the name of the branch: ${name}`;
  if (given.startsWith("refs/")) return "write the name of a branch; tags and pull requests are not trusted";
  return /[*?]/.test(given)
    ? "write one branch; a wildcard trusts everyone who can create a branch"
    : "write the name of the branch";
}

const environment = z
  .string()
  .regex(
    NAME,
    expects(
      "the name of one job environment, of letters, digits and . _ / -, such as images",
      "write the name of the environment as the repository's settings show it",
    ),
  );

/** GitHub's ids are whole numbers; the REST API calls each of them `id`. */
const id = () =>
  z
    .string()
    .regex(
      /^[1-9]\d{0,18}$/,
      expects("the digits of an id, such as 123456", "copy the id that the GitHub API prints, in quotes"),
    );

export const settings = z
  .strictObject({
    repository: repository.describe("GitHub repository that builds images, as OWNER/NAME with its own case."),
    branch: branch
      .optional()
      .describe(
        "Branch whose workflow runs push images. Set this or `environment`: a job with an environment sends no branch.",
      ),
    environment: environment
      .optional()
      .describe(
        "Environment of the job that pushes images. Restrict its branches in the settings of the repository.",
      ),
    ownerId: id()
      .optional()
      .describe(
        "Id of the owner. Set it together with `repositoryId` for a repository whose tokens contain both ids: one that was created, renamed or transferred on or after 2026-07-15, or that was changed to immutable subject claims. Default: tokens without ids.",
      ),
    repositoryId: id().optional().describe("Id of the repository. Set it together with `ownerId`."),
    provider: z
      .enum(["create", "existing"])
      .default("create")
      .describe(
        "`create` makes the OIDC provider of GitHub in the account; `existing` finds the one that the account already has. An account has only one.",
      ),
  })
  .describe(
    "IAM role with which GitHub Actions pushes images to the ECR repositories of the environment's models.",
  );

export type GithubActionsSettings = z.output<typeof settings>;
