import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { text, valueOf } from "../blocks";
import { resolveReferences } from "../references";
import { namedBy } from "./named-by-pods";
import { type Pods, mainContainer, objectsOf } from "./objects";
import { asObject } from "../../terraform-json/stack-json";
import { items } from "./api/values";

/** Environment variables of the main container with known values. */
export function variablesOf(plan: EnvironmentPlan, pods: Pods): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {};
  const config = mainContainer(pods)?.config ?? {};
  for (const from of items(config.envFrom)) {
    const name = namedBy(plan, pods, from.configMapRef?.name) ?? "";
    const map = objectsOf(plan).find("config_map", pods.owner.namespace, name);
    for (const [key, value] of Object.entries(asObject(map?.api.data))) {
      variables[key] = resolveReferences(plan, { layer: pods.owner.resource.layer, value });
    }
  }
  for (const variable of items(config.env)) {
    const name = text(variable.name);
    if (name !== undefined && variable.value !== undefined)
      variables[name] = resolveReferences(plan, valueOf(pods.owner.resource, variable.value));
  }
  return variables;
}
