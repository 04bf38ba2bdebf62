import { stackName, LAYERS } from "../../base/layers";
import { type Json, type JsonObject, asArray, asObject } from "../stack-json";

/**
 * Name of the stack that a plan belongs to, from the default tags of the AWS provider; undefined if the tags do not
 * contain it.
 */
export function stackOfPlan(plan: JsonObject): string | undefined {
  const providers = asObject(asObject(plan["configuration"])["provider_config"]);
  const settings = asObject(asObject(providers["aws"])["expressions"]);
  const tags = asObject(asObject(asArray(settings["default_tags"])[0])["tags"]);
  // Of default tags with a variable, a plan has only the references. Each resource repeats the tags.
  const planned = tags["references"] === undefined ? [] : tagsOfResources(plan);
  const names = [tags["constant_value"], ...planned].flatMap((each) => nameIn(each) ?? []);
  return names[0];
}

function nameIn(tags: Json | undefined): string | undefined {
  const { environment, layer: named } = asObject(tags);
  const layer = LAYERS.find((each) => each === named);
  return typeof environment === "string" && !environment.includes("${") && layer !== undefined
    ? stackName(environment, layer)
    : undefined;
}

/** All tags of the managed resources, with the default tags of their providers. */
function tagsOfResources(plan: JsonObject): (Json | undefined)[] {
  return asArray(plan["resource_changes"])
    .map(asObject)
    .filter(({ mode }) => mode === "managed")
    .map(({ change }) => asObject(asObject(asObject(change)["after"])["tags_all"]));
}
