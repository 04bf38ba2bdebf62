/** Issuer of the tokens of GitHub Actions, without `https://` (GitHub Docs, "OpenID Connect reference", read 2026-11-21). */
export const GITHUB_TOKENS = "token.actions.githubusercontent.com";

/**
 * Audience of the tokens that the credentials action requests, by AWS partition.
 * Source: aws-actions/configure-aws-credentials v6.2.3, README, "OIDC Audience" (2026-07-22).
 */
export const audienceOf = (partition: string): string =>
  partition === "aws-cn" ? "sts.amazonaws.com.cn" : "sts.amazonaws.com";

/** Subject of a token, in parts. */
export interface TokenSubject {
  /** `OWNER/NAME`. */
  readonly repository: string;
  /** Ids of the owner and of the repository. @default - none, the token has only names */
  readonly ids?: readonly [owner: string, repository: string];
  /** A workflow run on a branch, or a job with an environment. */
  readonly kind: "branch" | "environment";
  readonly name: string;
}

/**
 * Repositories that were created, renamed or transferred on or after 2026-07-15 send ids after `@`, others only on request.
 * A job with an environment sends the environment instead of the branch.
 *
 * Source: GitHub Docs, "OpenID Connect reference", and its pull request 45221 for the ids; GitHub changelog of 2026-04-23;
 * Microsoft Entra, "workload-identities-github-immutable-subjects" (read 2026-11-21).
 */
const SUBJECT =
  /^repo:([A-Za-z0-9][\w-]*)(?:@(\d+))?\/([\w.-]+)(?:@(\d+))?:(ref:refs\/heads\/|environment:)([^\s:*?$]+)$/;

/** The parts of a subject; undefined for one that is not of exactly one branch or job environment. */
export function readSubject(subject: string): TokenSubject | undefined {
  const [, owner, ownerId, name, repositoryId, kind, value] = SUBJECT.exec(subject) ?? [];
  if (owner === undefined || name === undefined || value === undefined) return undefined;
  if ((ownerId === undefined) !== (repositoryId === undefined)) return undefined;
  return {
    repository: `${owner}/${name}`,
    ...(ownerId === undefined || repositoryId === undefined ? {} : { ids: [ownerId, repositoryId] }),
    kind: kind === "environment:" ? "environment" : "branch",
    name: value,
  };
}

/** Action that logs in to a registry; IAM has no resource for it. */
export const LOGIN_ACTION = "ecr:GetAuthorizationToken";

/**
 * Calls of a push of an image for several platforms, by buildx, crane or skopeo: uploads, and reads of the manifests and
 * configurations that an index refers to.
 *
 * Source: Amazon ECR user guide, "image-push-iam": the first six; "image-pull-iam": the last (read 2026-11-21).
 */
export const PUSH_ACTIONS: readonly string[] = [
  "ecr:CompleteLayerUpload",
  "ecr:UploadLayerPart",
  "ecr:InitiateLayerUpload",
  "ecr:BatchCheckLayerAvailability",
  "ecr:PutImage",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
];

/** Reads that a push does not need, and that change nothing. Source: Service Authorization Reference, ECR (read 2026-11-21). */
export const READ_ACTIONS: readonly string[] = [
  "ecr:DescribeImages",
  "ecr:DescribeImageScanFindings",
  "ecr:DescribeRepositories",
  "ecr:ListImages",
];
