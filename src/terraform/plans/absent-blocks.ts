import { type Json, type JsonObject, asArray, asObject } from "../stack-json";
import { switchedLoadBalancers } from "../existence/switched-load-balancers";
import { isComplete, plannedAddresses } from "./planned-addresses";
import { ABSENT_BLOCKS, PLANNED } from "../existence/notes";

/**
 * Addresses of resources of a plan's configuration that have no instance in the planned values,
 * because their `count` or `for_each` says so. A plan that is not complete also has no instance of
 * what `-target` leaves out. Only Terraform 1.8 and later say whether a plan is complete. Plans
 * omit a `count` without references, so in plans of others such a resource is not told from one
 * that is left out.
 */
export function absentIn(plan: JsonObject): ReadonlySet<string> {
  const planned = plannedAddresses(plan);
  const root = asObject(asObject(plan["configuration"])["root_module"]);
  const resources = asArray(root["resources"]).map(asObject);
  const isSwitched = switchedLoadBalancers(resources.map(countOf), isByVariable);
  const absent = resources
    .filter((resource) => !isSwitched(countOf(resource)))
    .filter(({ mode, address }) => mode === "managed" && !planned.has(String(address)))
    .filter((resource) => plan["complete"] === true || (isComplete(plan) && isRepeated(resource)));
  return new Set(absent.map(({ address }) => String(address)));
}

const countOf = ({ type, count_expression: count }: JsonObject) => ({ type: String(type), count });

const isByVariable = (count: Json): boolean =>
  asArray(asObject(count)["references"]).every((reference) => String(reference).startsWith("var."));

const isRepeated = (resource: JsonObject): boolean =>
  resource["count_expression"] !== undefined || resource["for_each_expression"] !== undefined;

/** Notes of the restored stack: a plan decides which blocks exist, so checks do not evaluate `count` and `for_each`. */
export const existenceNotes = (absent: ReadonlySet<string>): { readonly [key: string]: Json } => ({
  [PLANNED]: true,
  ...(absent.size > 0 ? { [ABSENT_BLOCKS]: [...absent] } : {}),
});
