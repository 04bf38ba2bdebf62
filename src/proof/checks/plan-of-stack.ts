import { type Check } from "./check";

/**
 * The check on the configuration of a plan. `check --plan` applies it, where a folder supplies the stacks, so it is not part of `CHECKS`. Its
 * findings have no id, so that no waiver accepts them.
 */
export const PLAN_CHECK: Check = {
  id: "plan-of-stack",
  severity: "error",
  title: "the configuration of a plan is that of the synthesized stack",
  why: "what a plan adds to the stack, or changes in it, is in no file of the environment, and the apply carries it out",
  fix: "make the plan from the synthesized stack as it is",
  source: "decisions/0092-origin-of-each-block.md",
  run: () => [],
};
