import facts from "./upstream-registries.json";

/** A public registry from which ECR can copy images. */
export interface PullThroughRegistry {
  readonly host: string;
  /** ECR logs in with a secret of Secrets Manager. */
  readonly needsSecret: boolean;
}

/** Upstream registries of pull-through cache rules. Registries of Azure and other ECR registries have hosts of their own. */
export const PULL_THROUGH_REGISTRIES: readonly PullThroughRegistry[] = facts.registries;

/** Beginning of the name of a secret with a log-in (Amazon ECR user guide, "pull-through-cache-creating-secret"). */
export const PULL_THROUGH_SECRETS = "ecr-pullthroughcache/";

/** Permission to copy an image at the first pull, and the managed policies with it (IAM reference, read 2026-11-21). */
export const IMPORT_PERMISSION = {
  action: "ecr:BatchImportUpstreamImage",
  policies: ["AmazonEC2ContainerRegistryPullOnly"],
} as const;
