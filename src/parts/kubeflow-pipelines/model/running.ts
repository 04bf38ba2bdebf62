import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { runsOf } from "./programs";

export const isRunning = (plan: EnvironmentPlan): boolean => runsOf(plan).length > 0;
