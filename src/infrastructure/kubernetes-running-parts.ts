import { type EnvironmentPlan } from "../terraform/environment-plan";
import { RUNNING_PARTS } from "./generated/running-parts";

/** Whether what a part runs is in the stacks. A part without such a function would never run, so it is an error. */
export function isPartRunning(plan: EnvironmentPlan, part: string): boolean {
  const running = RUNNING_PARTS[part];
  if (!running) throw new Error(`src/parts/${part} has no model/running.ts`);
  return running(plan);
}
