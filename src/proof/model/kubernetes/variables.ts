import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { block, blocks, text, valueOf } from "../blocks";
import { resolveReferences } from "../references";
import { type Pods, mainContainer, objectsOf } from "./objects";

/** Environment variables of the main container with known values. */
export function variablesOf(plan: EnvironmentPlan, pods: Pods): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {};
  const config = mainContainer(pods)?.config ?? {};
  for (const from of blocks(config["env_from"])) {
    const name = text(block(from["config_map_ref"])["name"]) ?? "";
    const map = objectsOf(plan).find("config_map", pods.owner.namespace, name);
    for (const [key, value] of Object.entries(block(map?.resource.config["data"]))) {
      variables[key] = resolveReferences(plan, { layer: pods.owner.resource.layer, value });
    }
  }
  for (const variable of blocks(config["env"])) {
    const name = text(variable["name"]);
    if (name !== undefined && variable["value"] !== undefined)
      variables[name] = resolveReferences(plan, valueOf(pods.owner.resource, variable["value"]));
  }
  return variables;
}
