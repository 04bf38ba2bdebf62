import { type Check } from "./check";

/**
 * The check on the configuration of a plan. `check --plan` applies it, where a folder supplies the stacks or modules, so it is not part of `CHECKS`. Its
 * findings have no id, so that no waiver accepts them.
 */
export const PLAN_CHECK: Check = {
  id: "plan-of-stack",
  severity: "error",
  title: "the configuration of a plan is that of its stack, or of the files of its module",
  why: "what a plan adds to them, or changes in them, is in no file that was reviewed, and the apply carries it out",
  fix: "make the plan from that folder as it is",
  source: "docs/decisions/0092-origin-of-each-block.md",
  run: () => [],
};
