import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type ResourceOf,
} from "../../terraform/environment-plan";
import { type Json } from "../../terraform/stack-json";
import { homeOf, knownText } from "../../infrastructure/text-references";
import { type ImageReference } from "../../infrastructure/kubernetes-images";

/** A rule by which ECR fills repositories from another registry. */
export interface PullThroughRule {
  readonly resource: ResourceOf<"aws_ecr_pull_through_cache_rule">;
  /** Beginning of the names of its repositories, without the last `/`. */
  readonly prefix: string;
  /** Host of the other registry. */
  readonly upstream: string;
}

export const pullThroughRules = memoizePerPlan((plan: EnvironmentPlan): readonly PullThroughRule[] =>
  plan.resources("aws_ecr_pull_through_cache_rule").map((resource) => {
    const known = (value: Json | undefined): string => knownText(plan, inLayer(resource, value)) ?? "";
    const { ecr_repository_prefix: prefix, upstream_registry_url: upstream } = resource.config;
    return { resource, prefix: known(prefix), upstream: known(upstream) };
  }),
);

/** An image that a rule copies: the rule, and the repository from which ECR copies it. */
export interface CachedImage {
  readonly rule: PullThroughRule;
  readonly source: string;
}

/** The source of an image in the account's registry under the prefix of a rule; undefined for other images. */
export function cachedImage(plan: EnvironmentPlan, { ecr, path }: ImageReference): CachedImage | undefined {
  const { accountId, region } = homeOf(plan);
  if (ecr?.account !== accountId || ecr.region !== region) return undefined;
  const rule = pullThroughRules(plan).find(({ prefix }) => prefix !== "" && path.startsWith(`${prefix}/`));
  return rule && { rule, source: `${rule.upstream}/${path.slice(rule.prefix.length + 1)}` };
}
