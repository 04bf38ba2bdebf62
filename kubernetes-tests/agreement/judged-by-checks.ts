import { TODAY } from "../../__tests__/support/findings";
import { configWith } from "../../__tests__/support/environments";
import { CHECKS } from "../../src/checks/all";
import { isBlocking, runChecks } from "../../src/checks/run";
import { type EnvironmentPlan } from "../../src/terraform-json/environment-plan";

/** Ids of the checks that refuse a plan, each once. */
export const refusedByChecks = (plan: EnvironmentPlan): string[] => {
  const { waivers } = configWith(plan.name);
  const results = runChecks({ plans: [plan], checks: CHECKS, waiversOf: () => waivers, today: TODAY });
  return [...new Set(results.filter(isBlocking).map(({ check }) => check.id))];
};
