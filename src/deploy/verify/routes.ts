import { type Endpoint, endpointsOf } from "../../infrastructure/network-endpoints";
import { isInternet } from "../../infrastructure/network-ranges";
import { type Route, type RouteTable, type Subnet } from "../../infrastructure/network-routes";
import { ANYWHERE, overlaps } from "../../base/cidr";
import { type EnvironmentPlan, isFound } from "../../terraform/environment-plan";
import { tableOf } from "../adopt/chosen-subnets";
import { type Aws } from "../deploy/aws";
import { asArray, asObject, type JsonObject } from "../../terraform/stack-json";
import { absent, comparedTexts, type Outcome } from "./finding";
import { read } from "./reading";
import { type LiveSubnet, subnetTitle } from "./subnets";
import { type LiveVpc } from "./vpcs";

const AREA = "routes";

/** Compares the routes of each subnet as a set: a route too many is a difference too. */
export async function verifyRoutes(
  plan: EnvironmentPlan,
  aws: Aws,
  { liveId }: LiveVpc,
  subnets: readonly LiveSubnet[],
): Promise<Outcome[]> {
  const answer = await read(aws, "ec2", "describe-route-tables", "--filters", `Name=vpc-id,Values=${liveId}`);
  const routeTables = asArray(answer["RouteTables"]).map(asObject);
  return subnets.flatMap(({ subnet, liveId: subnetId }) => {
    if (subnet.table === undefined) return [];
    const table = tableOf({ routeTables }, { SubnetId: subnetId });
    if (table === undefined) return [absent(AREA, subnetTitle(subnet), "a route table")];
    const routes = asArray(table["Routes"]).map(asObject);
    if (isFound(subnet.resource)) return [foundRoutes(subnet, subnet.table, routes)];
    const expected = [...subnet.table.routes.map(written), ...gatewaysOf(plan, subnet.table.id)];
    const there = routes.flatMap(liveRoute);
    return [comparedTexts(AREA, subnetTitle(subnet), listed(expected), listed(there))];
  });
}

/** Of an existing network the file declares the ways to the internet and to attachments, and nothing else. */
function foundRoutes(subnet: Subnet, { routes }: RouteTable, live: readonly JsonObject[]): Outcome {
  const declared = routes.filter(({ destination, way }) => isInternet(destination) || way === "attachment");
  // A narrower route of others decides, also where its target is gone; no data source of Terraform has the state of a route.
  const isJudged = ({ DestinationCidrBlock: range, State }: JsonObject): boolean =>
    typeof range === "string" &&
    (isInternet(range) ||
      declared.some(({ destination }) =>
        State !== "blackhole" || isInternet(destination)
          ? destination === range
          : overlaps(destination, range),
      ));
  const there = live.filter(isJudged).flatMap(liveRoute);
  // The egress of the file is also that through the transit gateway of an organization, or a firewall endpoint.
  const internet = declared.find(({ destination }) => destination === ANYWHERE);
  const others = internet?.way === "nat" ? [`${ANYWHERE} by attachment`, `${ANYWHERE} by firewall`] : [];
  return comparedTexts(
    AREA,
    subnetTitle(subnet),
    listed(declared.map(written)),
    listed(there.map((each) => (internet && others.includes(each) ? written(internet) : each))),
  );
}

const listed = (routes: readonly string[]): string =>
  routes.length === 0 ? "only inside the VPC" : [...new Set(routes)].sort().join(", ");

const written = ({ destination, way }: Pick<Route, "destination" | "way">): string =>
  `${destination} by ${way}`;

/** Routes to the gateway endpoints of a table. Their destination is a prefix list. */
const gatewaysOf = (plan: EnvironmentPlan, table: string): string[] =>
  endpointsOf(plan)
    .filter(({ kind, tables }: Endpoint) => kind === "Gateway" && tables.includes(table))
    .map(() => ENDPOINT);

const ENDPOINT = "gateway endpoint";

/** Targets by the beginning of their id. */
const WAYS: readonly (readonly [prefix: string, way: Route["way"] | "firewall"])[] = [
  ["igw-", "internet"],
  ["eigw-", "internet"],
  ["nat-", "nat"],
  ["tgw-", "attachment"],
  ["pcx-", "attachment"],
  // Routes to gateway endpoints have a prefix list as their destination.
  ["vpce-", "firewall"],
];

/** A route of AWS, written as a synthesized one; nothing for the route inside the VPC. */
function liveRoute(route: JsonObject): string[] {
  const { GatewayId, NatGatewayId, TransitGatewayId, VpcPeeringConnectionId, State = "active" } = route;
  const target = [GatewayId, NatGatewayId, TransitGatewayId, VpcPeeringConnectionId].find(
    (each) => typeof each === "string" && each !== "",
  );
  if (target === "local") return [];
  const state = State === "active" ? "" : ` (${String(State)})`;
  const way = WAYS.find(([prefix]) => String(target).startsWith(prefix))?.[1] ?? "other";
  const { DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId } = route;
  if (way === "firewall" && DestinationPrefixListId !== undefined) return [`${ENDPOINT}${state}`];
  const destination = DestinationCidrBlock ?? DestinationIpv6CidrBlock ?? DestinationPrefixListId;
  return [`${String(destination)} by ${way}${state}`];
}
