import { stackName, LAYERS } from "../../core/layers";
import { type JsonObject, asArray, asObject } from "../stack-json";

/**
 * The stack whose plan this is, by the tags that the AWS provider gives to everything in it; undefined where they
 * do not say so.
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
