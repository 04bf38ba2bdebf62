import { type AwsLocation, awsLocation } from "../../core/aws";
import { LAYERS } from "../../core/layers";
import { type JsonObject } from "../../synthesized/stack-json";
import { type EnvironmentPlan } from "../../synthesized/environment-plan";
import { block, blocks, oncePerPlan, text, texts } from "../workload/blocks";

/** Where an environment lives, as the first AWS provider of its stacks says; empty texts where none does. */
export const homeOf = oncePerPlan((plan: EnvironmentPlan): AwsLocation => {
  for (const layer of LAYERS) {
    const provider = defaultProvider(plan.stack(layer)?.providers ?? {});
    const account = texts(provider["allowed_account_ids"])[0];
    const region = text(provider["region"]);
    if (account !== undefined && region !== undefined) return awsLocation(account, region);
  }
  return awsLocation("", "");
});

/** The AWS provider that resources use which name none. */
export const defaultProvider = (providers: JsonObject): JsonObject =>
  blocks(providers["aws"]).find((provider) => provider["alias"] === undefined) ?? block(undefined);
