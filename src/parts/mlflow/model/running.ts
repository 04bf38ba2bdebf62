import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { mlflowServersOf } from "./servers";

export const isRunning = (plan: EnvironmentPlan): boolean => mlflowServersOf(plan).length > 0;
