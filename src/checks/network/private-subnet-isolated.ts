import { endpointsOf } from "../../infrastructure/network-endpoints";
import { loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { interfacesOf } from "../../infrastructure/network-interfaces";
import { internetRoutes, routeTablesOf, type Subnet } from "../../infrastructure/network-routes";
import { type EnvironmentPlan, isFound } from "../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import TEXTS from "./texts.json";
import { resourceNames } from "./words";

export const privateSubnetIsolated: Check = {
  ...ruleOf(TEXTS, "private-subnet-isolated"),
  run: (plan) => [...[...privateSubnets(plan)].flatMap(openings), ...mainTableFindings(plan)],
};

/** Subnets that must be private, each with the name of an interface set in it. */
function privateSubnets(plan: EnvironmentPlan): Map<Subnet, string> {
  const internal = loadBalancersOf(plan).filter(({ internetFacing }) => internetFacing === false);
  const interfaceSets = [
    ...internal,
    ...endpointsOf(plan),
    ...interfacesOf(plan).controlPlanes,
    ...interfacesOf(plan).workloads,
  ];
  return new Map(
    interfaceSets.flatMap(({ subnets, name }) => subnets.map((subnet) => [subnet, name] as const)),
  );
}

function openings([{ resource, table }, interfaces]: [Subnet, string]): Finding[] {
  const open = internetRoutes(table, "internet");
  const out = internetRoutes(table, "out");
  const attached = internetRoutes(table, "attachment").filter((route) => !out.includes(route));
  // A created route to another target is a finding of its own.
  const unknown = internetRoutes(table, "other").filter((route) => isFound(route.resource));
  return combinedFinding(resource, `the subnet of ${interfaces}`, [
    ...(open.length > 0 ? [`has a route to an internet gateway (${resourceNames(open)})`] : []),
    ...(attached.length > 0
      ? [`has a route to the internet through another network (${resourceNames(attached)})`]
      : []),
    ...(unknown.length > 0 ? [`has a route with an unknown target (${resourceNames(unknown)})`] : []),
  ]);
}

/** A subnet without an association has the main table, such as the next one that anyone creates. */
const mainTableFindings = (plan: EnvironmentPlan): Finding[] =>
  routeTablesOf(plan).main.flatMap(({ chosenBy, table }) => {
    const open = internetRoutes(table, "internet");
    return combinedFinding(
      chosenBy,
      "the main table",
      open.length > 0
        ? [`leads each subnet without a table of its own to the internet (${resourceNames(open)})`]
        : [],
    );
  });
