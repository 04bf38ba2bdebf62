import { parseReference } from "../../../../shared/terraform/terraform-references";
import { type Json, type JsonObject, type StackJson, asArray, asObject } from "../../stack-json";
import { isExpression } from "../expressions";
import { type PlanComparison, comparedWithStack } from "./comparison";
import { type Difference } from "./tally";

/** A plan, compared with its stack as far as there is one to compare with. */
export interface StackComparison extends PlanComparison {
  readonly with: "stack" | "handed-over module" | "nothing";
  /** Blocks by which a handed-over module differs from the stack: its owner has edited it. */
  readonly own: readonly Difference[];
}

/**
 * Compares a plan with its stack. A handed-over module has variables for values, so that only its blocks are compared, and its owner may
 * add some.
 */
export function stackComparison(plan: JsonObject, stack: StackJson | undefined): StackComparison {
  const nothing = { differences: [], own: [], values: valuesIn(plan), compared: 0 };
  if (stack === undefined) return { ...nothing, with: "nothing" };
  const compared = comparedWithStack(plan, stack);
  if (!isHandedOver(plan, stack)) return { ...compared, own: [], with: "stack" };
  const own = compared.differences.filter(({ address, isBlock }) => isBlock && !address.startsWith("var."));
  return { ...nothing, own, with: "handed-over module" };
}

/** True for a module in which a variable, which the stack does not have, guards the account. Synth writes the account itself. */
function isHandedOver(plan: JsonObject, stack: StackJson): boolean {
  const { aws } = asObject(asObject(plan["configuration"])["provider_config"]);
  const guard = asObject(asObject(asObject(aws)["expressions"])["allowed_account_ids"]);
  const declared = Object.keys(asObject(stack.json["variable"])).map((name) => `var.${name}`);
  return asArray(guard["references"]).some((reference) => {
    const subject = parseReference(String(reference))?.subject ?? "";
    return subject.startsWith("var.") && !declared.includes(subject);
  });
}

/** Number of expressions in a plan's configuration. */
function valuesIn(plan: JsonObject): number {
  const count = (value: Json | undefined): number => {
    if (value === undefined || value === null || typeof value !== "object") return 0;
    const keys = Object.keys(value);
    if (keys.length > 0 && isExpression(value)) return 1;
    return Object.values(value).reduce<number>((sum, each: Json) => sum + count(each), 0);
  };
  return count(plan["configuration"]);
}
