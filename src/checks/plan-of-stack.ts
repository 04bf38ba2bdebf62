import { type Check, ruleOf } from "./check";
import TEXTS from "./texts.json";

/**
 * The check on the configuration of a plan. `check --plan` applies it, where a folder supplies the stacks or modules,
 * so it is not part of `CHECKS`. Its findings have no id, so that no waiver accepts them.
 */
export const PLAN_CHECK: Check = {
  ...ruleOf(TEXTS, "plan-of-stack"),
  run: () => [],
};
