import { combinedFinding } from "../../analysis/blocks";
import { endpointsOf } from "../../analysis/network/endpoints";
import { loadBalancersOf } from "../../analysis/network/load-balancers";
import { controlPlanesOf, workloadsOf } from "../../analysis/network/interface-sets";
import { internetRoutes } from "../../analysis/network/routing";
import { type Subnet } from "../../analysis/network/subnets";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
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
  const interfaceSets = [...internal, ...endpointsOf(plan), ...controlPlanesOf(plan), ...workloadsOf(plan)];
  return new Map(
    interfaceSets.flatMap(({ subnets, name }) => subnets.map((subnet) => [subnet, name] as const)),
  );
}

function openings([{ resource, table }, holds]: [Subnet, string]): Finding[] {
  const open = internetRoutes(table, "internet");
  const unknown = internetRoutes(table, "other");
  return combinedFinding(resource, `${resource.address}, where ${holds} stand`, [
    ...(open.length > 0
      ? [`${open.map((route) => route.resource.address).join(", ")} leads to the internet`]
      : []),
    ...(unknown.length > 0
      ? [`where ${unknown.map((route) => route.resource.address).join(", ")} leads is not known`]
      : []),
  ]);
}
