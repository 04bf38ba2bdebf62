import { fittedName } from "../../environment/fitted-name";

/**
 * Public registries that ECR caches without a secret, with the last part of the prefix that the console gives them.
 *
 * Source: Amazon ECR user guide, "pull-through-cache" and "pull-through-cache-working" (read 2026-11-21). Docker Hub,
 * ghcr.io and others need a secret; nvcr.io is not supported.
 */
const CACHED_REGISTRIES: Readonly<Record<string, string>> = {
  "public.ecr.aws": "ecr-public",
  "registry.k8s.io": "kubernetes",
  "quay.io": "quay",
};

/** Length of a prefix in ECR (CreatePullThroughCacheRule). A registry has one rule for each prefix. */
const MAX_PREFIX = 30;

/** Prefix of the cached repositories, by host of the public registry. */
export const cachePrefixes = (environment: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(CACHED_REGISTRIES).map(([host, ending]) => [
      host,
      fittedName(environment, MAX_PREFIX, `/${ending}`),
    ]),
  );
