import { type Json, type JsonObject, type StackJson } from "../stack-json";
import { isPlanExpression } from "./expressions";
import { type PlanComparison, comparedWithStack } from "./comparison/comparison";

/** A plan, compared with its stack or its module, as far as there is one to compare with. */
export interface StackComparison extends PlanComparison {
  readonly with: "stack" | "module" | "nothing";
}

/** Compares a plan with its stack. */
export function stackComparison(plan: JsonObject, stack: StackJson | undefined): StackComparison {
  if (stack === undefined) return { differences: [], values: valuesIn(plan), compared: 0, with: "nothing" };
  return { ...comparedWithStack(plan, stack), with: "stack" };
}

/** Number of expressions in a plan's configuration. */
function valuesIn(plan: JsonObject): number {
  const count = (value: Json | undefined): number => {
    if (value === undefined || value === null || typeof value !== "object") return 0;
    const keys = Object.keys(value);
    if (keys.length > 0 && isPlanExpression(value)) return 1;
    return Object.values(value).reduce<number>((sum, each: Json) => sum + count(each), 0);
  };
  return count(plan["configuration"]);
}
