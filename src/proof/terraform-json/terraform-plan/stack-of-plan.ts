import { stackName, LAYERS } from "../../../shared/terraform/layers";
import { type JsonObject, asArray, asObject } from "../stack-json";

/**
 * Name of the stack that a plan belongs to, from the default tags of the AWS provider; undefined if the tags do not
 * contain it.
 */
export function stackOfPlan(plan: JsonObject): string | undefined {
  const providers = asObject(asObject(plan["configuration"])["provider_config"]);
  const settings = asObject(asObject(providers["aws"])["expressions"]);
  const tags = asObject(asObject(asArray(settings["default_tags"])[0])["tags"]);
  const { environment, layer: named } = asObject(tags["constant_value"]);
  const layer = LAYERS.find((each) => each === named);
  return typeof environment === "string" && !environment.includes("${") && layer !== undefined
    ? stackName(environment, layer)
    : undefined;
}
