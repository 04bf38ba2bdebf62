import { interfacesOf } from "../../infrastructure/network-interfaces";
import { internetRoutes } from "../../infrastructure/network-routes";
import { type Check, at } from "../check";
import { flowsOf } from "../flows";

export const natWithoutCaller: Check = {
  id: "nat-without-caller",
  severity: "warning",
  title: "private subnets route to the internet only if a workload in them needs it",
  why: "a default route is an exit for an attacker in a pod, and AWS bills NAT by the hour and by the GB",
  fix: "remove the route and the NAT gateway, or enable the component that uses them",
  source: 'VPC user guide, "vpc-nat-gateway" (read 2026-11-20)',
  findsExcess: true,
  run: (plan) => {
    const needy = new Set(
      flowsOf(plan)
        .filter(({ check }) => check === "workloads-reach-internet")
        .flatMap(({ from }) => from.subnets),
    );
    const idle = interfacesOf(plan)
      .workloads.flatMap(({ subnets }) => subnets)
      .filter((subnet) => !needy.has(subnet));
    const routes = [...new Set(idle.flatMap(({ table }) => internetRoutes(table, "nat")))];
    return routes.map(({ resource, destination }) => ({
      ...at(resource),
      message: `the route leads private subnets to ${destination}, but no workload in them needs the internet`,
    }));
  },
};
