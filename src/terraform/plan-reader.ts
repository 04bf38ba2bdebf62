import { type ModuleText, readModulePlan } from "./plans/module-plan";
import { readPlanFile } from "./plans/plan-file";
import { readBack } from "./plans/read-back";
import { stackComparison } from "./plans/stack-comparison";
import { stackOfPlan } from "./plans/stack-of-plan";
import { type JsonObject, type StackJson } from "./stack-json";

/**
 * A plan, as `terraform show -json` prints it to a file, and the name of its stack; undefined if its tags do not contain the name.
 * Throws if it is not a plan that checks can judge.
 */
export function planIn(file: string): { readonly plan: JsonObject; readonly stack: string | undefined } {
  const plan = readPlanFile(file);
  return { plan, stack: stackOfPlan(plan) };
}

/** The other side of a plan. */
interface Source {
  /** The stack that is planned. @default - there is none */
  readonly stack: StackJson | undefined;
  /** The module that is planned in the place of a stack. @default - none */
  readonly module: ModuleText | undefined;
}

/**
 * The stack that a plan describes, as checks read it, and the comparison of both. Settings that a plan lacks come from the stack or the
 * module.
 *
 * @param name name of the stack
 */
export const readPlan = (plan: JsonObject, name: string, { stack, module }: Source) =>
  module
    ? readModulePlan(plan, name, module)
    : { ...readBack(plan, stack), comparison: stackComparison(plan, stack) };
