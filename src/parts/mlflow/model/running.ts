import { type EnvironmentPlan } from "../../../terraform/json/environment-plan";
import { mlflowServersOf } from "./servers";

export const isRunning = (plan: EnvironmentPlan): boolean => mlflowServersOf(plan).length > 0;
