import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { block, memoizePerPlan } from "../blocks";
import { labelsOf } from "../kubernetes/objects";
import { type LoadBalancer, loadBalancersOf } from "../network/load-balancers";
import { internetRoutes } from "../network/routing";
import { subnetsOf } from "../network/subnets";

/** Load balancers, each listed once: the Ingresses of a group share one (controller 3.5.0, "IngressGroup"). */
export const billedLoadBalancers = memoizePerPlan((plan: EnvironmentPlan): readonly LoadBalancer[] => {
  const byGroup = new Map(loadBalancersOf(plan).map((each) => [groupOf(each) ?? each, each]));
  return [...byGroup.values()];
});

function groupOf({ resource }: LoadBalancer): string | undefined {
  return labelsOf(block(resource.config["metadata"])["annotations"])["alb.ingress.kubernetes.io/group.name"];
}

/** Number of a load balancer's zones; without explicit subnets, the controller discovers them. */
export function zonesOf(plan: EnvironmentPlan, { subnets, internetFacing }: LoadBalancer): number {
  if (subnets.length > 0) return subnets.length;
  const fitting = [...subnetsOf(plan).values()].filter(
    ({ table }) => internetRoutes(table, "internet").length > 0 === internetFacing,
  );
  return new Set(fitting.map(({ zone }) => zone)).size;
}
