import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { fargateLogGroup, logRouterOf } from "../model";

export const logGroupOf = (plan: EnvironmentPlan): string | undefined => {
  const router = logRouterOf(plan);
  return router && fargateLogGroup(router);
};
