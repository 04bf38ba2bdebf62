import { endpointsOf } from "../../infrastructure/network-endpoints";
import { type LoadBalancer, loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { interfacesOf } from "../../infrastructure/network-interfaces";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const loadBalancerPlacement: Check = {
  ...ruleOf(TEXTS, "load-balancer-placement"),
  run: (plan) =>
    loadBalancersOf(plan).flatMap((loadBalancer) =>
      combinedFinding(loadBalancer.resource, loadBalancer.name, [
        ...groupProblems(plan, loadBalancer),
        ...(loadBalancer.subnets.length === 0 ? ["has no known subnets"] : []),
        ...(loadBalancer.listeners.length === 0 ? ["has no listeners"] : []),
        ...(loadBalancer.backends.length === 0 ? ["has no known target pods"] : []),
      ]),
    ),
};

/** Problems with the security groups, which nodes, endpoints and the control plane must not share. */
function groupProblems(plan: EnvironmentPlan, { groups }: LoadBalancer): string[] {
  const others = [...interfacesOf(plan).workloads, ...interfacesOf(plan).controlPlanes, ...endpointsOf(plan)];
  const taken = new Set(others.flatMap((interfaces) => interfaces.groups));
  if (groups.length === 0) return ["has no security group"];
  return groups.some((group) => taken.has(group))
    ? ["shares a security group with nodes, pods, endpoints or the control plane"]
    : [];
}
