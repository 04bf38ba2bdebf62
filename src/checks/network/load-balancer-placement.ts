import { combinedFinding } from "../../analysis/blocks";
import { endpointsOf } from "../../analysis/network/endpoints";
import { type LoadBalancer, loadBalancersOf } from "../../analysis/network/load-balancers";
import { controlPlanesOf, workloadsOf } from "../../analysis/network/interface-sets";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check } from "../check";

export const loadBalancerPlacement: Check = {
  id: "load-balancer-placement",
  severity: "error",
  title:
    "each load balancer carries a group of its own, stands in subnets of the network, listens, and sends to pods",
  why: "whatever of it is not known here, nothing proves: neither that clients reach it nor that it reaches the pods",
  fix: "name the network's subnets and the load balancer's group, and a Service whose pods exist",
  source:
    'AWS Load Balancer Controller 3.5.0, "Ingress annotations" and "Service annotations" (read 2026-11-20)',
  run: (plan) =>
    loadBalancersOf(plan).flatMap((loadBalancer) =>
      combinedFinding(loadBalancer.resource, loadBalancer.name, [
        ...groupProblems(plan, loadBalancer),
        ...(loadBalancer.subnets.length === 0 ? ["stands in no subnet that is known"] : []),
        ...(loadBalancer.listeners.length === 0 ? ["listens on no port"] : []),
        ...(loadBalancer.backends.length === 0 ? ["sends to no pods that are known"] : []),
      ]),
    ),
};

/** A group that nodes, endpoints or the control plane carry has other rules than a load balancer's. */
function groupProblems(plan: EnvironmentPlan, { groups }: LoadBalancer): string[] {
  const others = [...workloadsOf(plan), ...controlPlanesOf(plan), ...endpointsOf(plan)];
  const taken = new Set(others.flatMap((interfaces) => interfaces.groups));
  if (groups.length === 0) return ["names no security group"];
  return groups.some((group) => taken.has(group)) ? ["carries a group of something else"] : [];
}
