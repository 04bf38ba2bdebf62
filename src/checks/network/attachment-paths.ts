import { type VpcAttachment, attachmentOf } from "../../infrastructure/network-attachments";
import { endpointsOf } from "../../infrastructure/network-endpoints";
import { interfacesOf } from "../../infrastructure/network-interfaces";
import { loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { type Route, type RouteTable, routeTablesOf, type Subnet } from "../../infrastructure/network-routes";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";

/** A route to another network, with its table. */
export interface AttachedRoute {
  readonly route: Route;
  readonly table: RouteTable;
  /** Undefined if the synthesized stacks have no such attachment. */
  readonly attachment: VpcAttachment | undefined;
}

/** Routes to other networks in the tables of subnets. */
export const attachedRoutesOf = memoizePerPlan((plan: EnvironmentPlan): readonly AttachedRoute[] =>
  routeTablesOf(plan).all.flatMap((table) =>
    table.routes
      .filter(({ way }) => way === "attachment")
      .map((route) => ({ route, table, attachment: attachmentOf(plan, route) })),
  ),
);

/** Subnets with interfaces that clients in other networks may connect to, or that are private for another reason. */
export const servingSubnetsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Subnet[] => {
  const internal = loadBalancersOf(plan).filter(({ internetFacing }) => internetFacing === false);
  const interfaceSets = [
    ...internal,
    ...endpointsOf(plan),
    ...interfacesOf(plan).controlPlanes,
    ...interfacesOf(plan).workloads,
  ];
  return [...new Set(interfaceSets.flatMap(({ subnets }) => subnets))];
});
