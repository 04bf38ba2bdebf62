import { type EnvironmentPlan } from "../terraform/environment-plan";
import { FARGATE_LOGS_OF_PARTS } from "./generated/fargate-logs-of-parts";

/** Names of the log groups to which pods on Fargate write. */
export const fargateLogGroups = (plan: EnvironmentPlan): readonly string[] =>
  Object.values(FARGATE_LOGS_OF_PARTS).flatMap((logGroupOf) => logGroupOf(plan) ?? []);
