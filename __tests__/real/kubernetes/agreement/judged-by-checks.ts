import { TODAY } from "../../../support/findings";
import { configWith } from "../../../support/environments";
import { CHECKS } from "../../../../src/proof/checks/all";
import { type Result, isBlocking, runChecks } from "../../../../src/proof/checks/run";
import { type EnvironmentPlan } from "../../../../src/proof/terraform-json/environment-plan";

/** Findings on a plan that stop a synth. A waiver of the environment's file that an edit makes useless is none of them. */
export const blockingFindings = (plan: EnvironmentPlan): Result[] => {
  const { waivers } = configWith(plan.name);
  return runChecks({ plans: [plan], checks: CHECKS, waiversOf: () => waivers, today: TODAY }).filter(
    (result) => isBlocking(result) && CHECKS.includes(result.check),
  );
};

/** Ids of the checks that refuse a plan, each once. */
export const refusedByChecks = (plan: EnvironmentPlan): string[] => [
  ...new Set(blockingFindings(plan).map(({ check }) => check.id)),
];
