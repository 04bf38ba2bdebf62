import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Plan } from "./plan";

const known = new Map<string, Plan>();

/** The plan of a reference environment. It was synthesized before the first test, so that no test loads cdktf for it. */
export function planOf(environment: string): Plan {
  const plan = known.get(environment) ?? new Plan(environment, new Map(Object.entries(textsOf(environment))));
  known.set(environment, plan);
  return plan;
}

/** Whether a plan is that of a reference environment. */
export const isReferencePlan = (plan: Plan): boolean => known.get(plan.environment) === plan;

function textsOf(environment: string): Record<string, string> {
  const file = join(process.env["REFERENCE_PLANS"] ?? "", `${environment}.json`);
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
}
