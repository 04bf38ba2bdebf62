import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type LoadBalancer } from "./load-balancers";
import { internetRoutes } from "./routing";
import { subnetsOf } from "./subnets";

/** Number of a load balancer's zones; without explicit subnets, the controller discovers them. */
export function zonesOf(plan: EnvironmentPlan, { subnets, internetFacing }: LoadBalancer): number {
  if (subnets.length > 0) return subnets.length;
  const fitting = [...subnetsOf(plan).values()].filter(
    ({ table }) => internetRoutes(table, "internet").length > 0 === internetFacing,
  );
  return new Set(fitting.map(({ zone }) => zone)).size;
}
