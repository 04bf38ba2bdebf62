import { TODAY } from "../../../support/findings";
import { configWith } from "../../../support/environments";
import { CHECKS } from "../../../../src/checks/all";
import { NOTHING_STATED, type Stated } from "../../../../src/infrastructure/stated";
import { type Result, isBlocking, runChecks } from "../../../../src/checks/run";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";

/**
 * Findings on a plan that stop a synth. A waiver of the environment's file that an edit makes useless is none of them.
 *
 * @param stated values of the file that the plan is of
 */
export const blockingFindings = (plan: EnvironmentPlan, stated: Stated = NOTHING_STATED): Result[] => {
  const { waivers } = configWith(plan.name);
  return runChecks({
    plans: [plan],
    checks: CHECKS,
    waiversOf: () => waivers,
    statedOf: () => stated,
    today: TODAY,
  }).filter((result) => isBlocking(result) && CHECKS.includes(result.check));
};

/** Ids of the checks that refuse a plan, each once. */
export const refusedByChecks = (plan: EnvironmentPlan): string[] => [
  ...new Set(blockingFindings(plan).map(({ check }) => check.id)),
];
