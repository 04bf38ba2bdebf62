import { type AwsLocation, awsLocation } from "../facts/aws";
import { LAYERS } from "../base/layers";
import { type EnvironmentPlan, type PlannedResource } from "../terraform/environment-plan";
import { type JsonObject, type StackJson } from "../terraform/stack-json";
import { block, blocks, memoizePerPlan, text, texts } from "./blocks";

/** Account and region of an environment, from the first AWS provider of its stacks; empty strings without one. */
export const homeOf = memoizePerPlan((plan: EnvironmentPlan): AwsLocation => {
  for (const layer of LAYERS) {
    const provider = defaultProvider(plan.stack(layer)?.providers ?? {});
    const account = texts(provider["allowed_account_ids"])[0];
    const region = text(provider["region"]);
    if (account !== undefined && region !== undefined) return awsLocation(account, region);
  }
  return awsLocation("", "");
});

/** The AWS provider of resources that name no provider. */
export const defaultProvider = (providers: JsonObject): JsonObject =>
  blocks(providers["aws"]).find((provider) => provider["alias"] === undefined) ?? block(undefined);

/** Tags of the AWS provider of resources that name no provider. */
export const defaultTags = (stack: StackJson | undefined): JsonObject =>
  block(block(defaultProvider(stack?.providers ?? {})["default_tags"])["tags"]);

/** Alias of the AWS provider of a resource; undefined for the default provider. */
export const aliasOf = (config: JsonObject): string | undefined =>
  /^aws\.(\w+)$/.exec(text(config["provider"]) ?? "")?.[1];

/** Region of a resource: from its aliased provider, or from the environment. */
export function regionOf(plan: EnvironmentPlan, { layer, config }: PlannedResource): string {
  const alias = aliasOf(config);
  const own = blocks(plan.stack(layer)?.providers["aws"]).find((provider) => provider["alias"] === alias);
  return (alias === undefined ? undefined : text(own?.["region"])) ?? homeOf(plan).region;
}
