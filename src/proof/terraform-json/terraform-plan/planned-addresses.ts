import { blockAddress } from "../../../shared/terraform/terraform-references";
import { type Json, type JsonObject, asArray, asObject } from "../stack-json";

/** Blocks that a plan leaves in place, without keys of instances: those of `module.a` are `module.a`. */
export function plannedAddresses(plan: JsonObject): ReadonlySet<string> {
  const changed = asArray(plan["resource_changes"])
    .map(asObject)
    .filter((each) => !("deposed" in each) && (asObject(each["change"])["after"] ?? null) !== null);
  const blocks = changed.map(({ address }) => blockOf(address));
  const root = asObject(plan["planned_values"])["root_module"];
  if (root === undefined) return new Set(blocks);
  const values = new Set(resourcesIn(root).map(({ address }) => blockOf(address)));
  // A plan names each object twice: an object that is in one place only is none that the apply leaves.
  return new Set(blocks.filter((each) => values.has(each)));
}

/** Blocks among the values and the changes of a plan. */
export function namedAddresses(plan: JsonObject): ReadonlySet<string> {
  const root = asObject(plan["planned_values"])["root_module"];
  return new Set([...resourcesIn(root).map(({ address }) => blockOf(address)), ...plannedAddresses(plan)]);
}

/** False for a plan with `-target` or with deferred changes, which leaves blocks out. */
export const isComplete = (plan: JsonObject): boolean => plan["complete"] !== false;

function resourcesIn(module: Json | undefined): readonly JsonObject[] {
  const { resources, child_modules: children } = asObject(module);
  return [...asArray(resources).map(asObject), ...asArray(children).flatMap((each) => resourcesIn(each))];
}

function blockOf(address: Json | undefined): string {
  const text = String(address);
  const [module] = /^module\.[\w-]+/.exec(text) ?? [];
  return module ?? blockAddress(text);
}
