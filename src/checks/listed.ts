import { CHECKS } from "./all";
import { type Check } from "./check";
import { ORIGIN_CHECKS } from "./edited";
import { PLAN_CHECK } from "./plan-of-stack";
import { WAIVER_CHECK } from "./run";

/** All checks, with those that runs and commands add: on waivers, on edits of an output, and on plans. */
export const LISTED_CHECKS: readonly Check[] = [
  ...CHECKS,
  WAIVER_CHECK,
  ...Object.values(ORIGIN_CHECKS),
  PLAN_CHECK,
];
