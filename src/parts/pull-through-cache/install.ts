import { EcrPullThroughCacheRule } from "@cdktf/provider-aws/lib/ecr-pull-through-cache-rule";
import { Construct } from "constructs";
import { type Install } from "../../platform/install";
import { cachedRegistriesIn } from "../../platform/part-images";

/** A rule for each registry with an image that the environment pulls. The repositories are among those of the cluster. */
export const install: Install = {
  cluster: (stack, { environment }) => {
    const scope = new Construct(stack, "pull-through-cache");
    for (const [host, prefix] of cachedRegistriesIn(environment)) {
      new EcrPullThroughCacheRule(scope, host.replaceAll(".", "-"), {
        ecrRepositoryPrefix: prefix,
        upstreamRegistryUrl: host,
      });
    }
    return {};
  },
};
