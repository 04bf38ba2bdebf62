import { type EnvironmentPlan, memoizePerPlan } from "../terraform/environment-plan";
import { internetRoutes } from "./network-routes";
import { fargateProfiles } from "./capacity-placement";
import { nodeGroups } from "./capacity-nodes";

/** True if every subnet with pods has a route to the internet. */
export const podsReachInternet = memoizePerPlan((plan: EnvironmentPlan): boolean => {
  const subnets = [...nodeGroups(plan), ...fargateProfiles(plan)].flatMap((each) => each.subnets);
  return (
    subnets.length > 0 && subnets.every(({ table }) => internetRoutes(table, "out", "internet").length > 0)
  );
});
