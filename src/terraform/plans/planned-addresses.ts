import { blockAddress } from "../terraform-references";
import { type Json, type JsonObject, asArray, asObject } from "../stack-json";

/** Blocks that a plan leaves in place, without keys of instances: those of `module.a` are `module.a`. */
export function plannedAddresses(plan: JsonObject): ReadonlySet<string> {
  const [values, changed] = [valuesOf(plan), changedIn(plan)];
  // A plan names each object twice: an object that is in one place only is none that the apply leaves.
  return values ? new Set(changed.filter((each) => values.has(each))) : new Set(changed);
}

/** Blocks among the values or the changes of a plan. */
export const namedAddresses = (plan: JsonObject): ReadonlySet<string> =>
  new Set([...(valuesOf(plan) ?? []), ...changedIn(plan)]);

/** Undefined for a plan without planned values. */
function valuesOf(plan: JsonObject): ReadonlySet<string> | undefined {
  const root = asObject(plan["planned_values"])["root_module"];
  return root === undefined ? undefined : new Set(resourcesIn(root).map(({ address }) => blockOf(address)));
}

const changedIn = (plan: JsonObject): string[] =>
  asArray(plan["resource_changes"])
    .map(asObject)
    .filter((each) => !("deposed" in each) && (asObject(each["change"])["after"] ?? null) !== null)
    .map(({ address }) => blockOf(address));

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
