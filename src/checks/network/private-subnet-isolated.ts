import { oneFinding } from "../../infrastructure/blocks";
import { endpointsOf } from "../../infrastructure/network/endpoints";
import { loadBalancersOf } from "../../infrastructure/network/load-balancers";
import { controlPlanesOf, workloadsOf } from "../../infrastructure/network/parties";
import { waysOut } from "../../infrastructure/network/routing";
import { type Subnet } from "../../infrastructure/network/subnets";
import { type EnvironmentPlan } from "../../synthesized/environment-plan";
import { type Check, type Finding } from "../check";

export const privateSubnetIsolated: Check = {
  id: "private-subnet-isolated",
  severity: "error",
  title: "nothing from the internet reaches a subnet of nodes, pods, endpoints or the control plane",
  why: "with a route to an internet gateway, one public address makes a node a server on the internet",
  fix: "route the subnet to a NAT gateway, or nowhere",
  source: 'VPC user guide, "vpc-igw-internet-access" (read 2026-11-20)',
  run: (plan) => [...privateSubnets(plan)].flatMap(openings),
};

/** Subnets that hold something which is nobody's business outside, each with what it holds. */
function privateSubnets(plan: EnvironmentPlan): Map<Subnet, string> {
  const internal = loadBalancersOf(plan).filter(({ internetFacing }) => internetFacing === false);
  const parties = [...internal, ...endpointsOf(plan), ...controlPlanesOf(plan), ...workloadsOf(plan)];
  return new Map(parties.flatMap(({ subnets, name }) => subnets.map((subnet) => [subnet, name] as const)));
}

function openings([{ resource, table }, holds]: [Subnet, string]): Finding[] {
  const open = waysOut(table, "internet");
  const unknown = waysOut(table, "other");
  return oneFinding(resource, `${resource.address}, where ${holds} stand`, [
    ...(open.length > 0
      ? [`${open.map((route) => route.resource.address).join(", ")} leads to the internet`]
      : []),
    ...(unknown.length > 0
      ? [`where ${unknown.map((route) => route.resource.address).join(", ")} leads is not known`]
      : []),
  ]);
}
