import { type JsonObject, asArray, asObject } from "../stack-json";
import { type PlannedValues } from "./planned-values";

/** A part of a plan that no check reads. */
export interface LeftOut {
  /** Address of a module. @default - the plan itself */
  readonly address?: string;
  readonly why: string;
  readonly fix: string;
}

/** Modules that the plan calls, and that it is partial. */
export function leftOutOf(plan: JsonObject, values: PlannedValues): LeftOut[] {
  const root = asObject(asObject(plan["configuration"])["root_module"]);
  const modules = Object.keys(asObject(root["module_calls"])).map((name) => ({
    address: `module.${name}`,
    why: `module.${name} is not read: checks read only root modules`,
    fix: "move its resources to the root module",
  }));
  if (plan["complete"] !== false) return modules;
  const unplanned = asArray(root["resources"])
    .map((resource) => String(asObject(resource)["address"]))
    .filter((address) => values.instancesOf(address).length === 0);
  const why = `the plan is partial and leaves out ${unplanned.join(", ") || "some changes"}`;
  return [...modules, { why, fix: "plan without -target, and plan again when no changes are deferred" }];
}
