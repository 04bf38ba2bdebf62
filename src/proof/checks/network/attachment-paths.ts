import { memoizePerPlan } from "../../model/blocks";
import { type Attachment, attachmentOf } from "../../model/network/attachments";
import { endpointsOf } from "../../model/network/endpoints";
import { controlPlanesOf, distinct, workloadsOf } from "../../model/network/interface-sets";
import { loadBalancersOf } from "../../model/network/load-balancers";
import { type Route, type RouteTable, routeTablesOf } from "../../model/network/routing";
import { type Subnet } from "../../model/network/subnets";
import { type EnvironmentPlan } from "../../../terraform/json/environment-plan";

/** A route to another network, with its table. */
export interface AttachedRoute {
  readonly route: Route;
  readonly table: RouteTable;
  /** Undefined if the synthesized stacks have no such attachment. */
  readonly attachment: Attachment | undefined;
}

/** Routes to other networks in the tables of subnets. */
export const attachedRoutesOf = memoizePerPlan((plan: EnvironmentPlan): readonly AttachedRoute[] =>
  distinct(routeTablesOf(plan).values()).flatMap((table) =>
    table.routes
      .filter(({ way }) => way === "attachment")
      .map((route) => ({ route, table, attachment: attachmentOf(plan, route) })),
  ),
);

/** Subnets with interfaces that clients in other networks may connect to, or that are private for another reason. */
export const servingSubnetsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Subnet[] => {
  const internal = loadBalancersOf(plan).filter(({ internetFacing }) => internetFacing === false);
  const interfaceSets = [...internal, ...endpointsOf(plan), ...controlPlanesOf(plan), ...workloadsOf(plan)];
  return distinct(interfaceSets.flatMap(({ subnets }) => subnets));
});
