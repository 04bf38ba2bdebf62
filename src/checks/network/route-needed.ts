import { loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { prefixListOf } from "../../infrastructure/network-rules";
import { isInternet } from "../../infrastructure/network-ranges";
import {
  blockId,
  type Route,
  type RouteTable,
  type Subnet,
  subnetsOf,
} from "../../infrastructure/network-routes";
import { AddressSpan } from "../../infrastructure/network-traffic";
import {
  type EnvironmentPlan,
  inLayer,
  isFound,
  type PlannedResource,
} from "../../terraform/environment-plan";
import { type Json, text } from "../../terraform/stack-json";
import { at, type Check, type Finding, ruleOf } from "../check";
import { servingSubnetsOf } from "./attachment-paths";
import { groupBy } from "../../base/group-by";
import facts from "./targets-of-routes.json";
import TEXTS from "./texts.json";

export const routeNeeded: Check = {
  ...ruleOf(TEXTS, "route-needed"),
  run: (plan) => {
    const serving = new Set(servingSubnetsOf(plan));
    const judged = [...serving, ...publicSubnets(plan)];
    return [...groupBy(judged, ({ table }) => table)].flatMap(([table, subnets]) => {
      if (!table) return [];
      const isPrivate = subnets.some((subnet) => serving.has(subnet));
      return [
        ...table.routes.flatMap((route) => routeFinding(plan, route, isPrivate)),
        ...propagationFindings(plan, table),
      ];
    });
  },
};

const publicSubnets = (plan: EnvironmentPlan): Subnet[] => [
  ...loadBalancersOf(plan).flatMap(({ subnets }) => subnets),
  ...plan
    .resources("aws_nat_gateway")
    .flatMap(
      (gateway) => subnetsOf(plan).get(plan.identity(inLayer(gateway, gateway.config.subnet_id))) ?? [],
    ),
];

function routeFinding(plan: EnvironmentPlan, route: Route, isPrivate: boolean): Finding[] {
  // Other checks judge attachments, and the routes that a plan verifies of an existing table.
  if (route.way === "attachment" || isFound(route.resource)) return [];
  const problem = problemOf(plan, route, isPrivate);
  return problem === undefined
    ? []
    : [{ ...at(route.resource), message: `the route for ${destinationOf(plan, route)} leads to ${problem}` }];
}

function problemOf(plan: EnvironmentPlan, route: Route, isPrivate: boolean): string | undefined {
  const { way, gateway, destination } = route;
  const target = targetOf(plan, route);
  if (way === "nat")
    return gateway
      ? undefined
      : `${target}, which these stacks do not have: packets are dropped, or leave by a stranger`;
  if (way === "internet") {
    const range = AddressSpan.in(destination);
    const isOld = range !== undefined && range.last <= AddressSpan.ipv4.last;
    if (!isPrivate && isOld) return undefined;
    // The check of private subnets reports a default route.
    if (isPrivate && isOld && isInternet(destination)) return undefined;
    return `${target}, which no connection needs`;
  }
  return `${target}, which no connection needs`;
}

function targetOf(plan: EnvironmentPlan, { resource, gateway }: Route): string {
  if (gateway) return gateway.address;
  const given = facts.targets
    .map((name) => inLayer(resource, resource.config[name]))
    .find(({ value }) => typeof value === "string" && value !== "");
  if (!given) return "a target that is not given";
  return plan.target(given)?.address ?? plan.text(given) ?? "a target that is known after apply";
}

function destinationOf(plan: EnvironmentPlan, { destination, resource }: Route): string {
  if (destination !== "") return destination;
  const list = inLayer(resource, resource.config["destination_prefix_list_id"]);
  const { name, ranges } = prefixListOf(plan, list);
  return `the prefix list ${ranges?.join(", ") ?? name}`;
}

/** Routes that a VPN gateway writes: its other side chooses them. */
function propagationFindings(plan: EnvironmentPlan, table: RouteTable): Finding[] {
  const { resource } = table;
  if (!resource) return [];
  const named = (holder: PlannedResource, value: Json | undefined): string[] =>
    plan
      .items(inLayer(holder, value))
      .map((item) => plan.target(item)?.address ?? text(item.value) ?? "unknown");
  const inside = named(resource, resource.config["propagating_vgws"]).map(
    (gateway) => [resource, gateway] as const,
  );
  const beside = plan
    .resources("aws_vpn_gateway_route_propagation")
    .filter((each) => plan.identity(inLayer(each, each.config.route_table_id)) === blockId(resource))
    .flatMap((each) => named(each, each.config.vpn_gateway_id).map((gateway) => [each, gateway] as const));
  return [...inside, ...beside].map(([holder, gateway]) => ({
    ...at(holder),
    message: `${gateway} writes routes into ${resource.address}: its other side decides where packets of the platform go`,
  }));
}
