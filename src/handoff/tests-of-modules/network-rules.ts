import { WIDEST_OWN_PREFIX } from "../../base/cidr";
import { type JsonObject, asObject } from "../../terraform/stack-json";
import { ofType } from "../variables/variable";
import { type Demand, isNarrow, isNarrowRange } from "./rule";

/** Types with ids or nested rules that only an apply knows; the conditions of this file compare them. */
export const APPLIED_FIRST = [
  "aws_default_security_group",
  "aws_internet_gateway",
  "aws_route_table",
  "aws_security_group",
];

/** Rules on traffic, which depend on the security groups and route tables that are public at the hand-over. */
export function trafficBlockRules(json: JsonObject): Demand[] {
  return [ingress(json), ...inlineRules(), routes(json), INLINE_ROUTES];
}

function ingress(json: JsonObject): Demand {
  const type = "aws_vpc_security_group_ingress_rule";
  const open = publicOwners(json, type, "aws_security_group", ({ cidr_ipv4: v4, cidr_ipv6: v6 }) =>
    [v4, v6].some((range) => !isNarrowRange(range)),
  );
  return {
    type,
    condition: (rule) =>
      exceptFor(
        open.map((group) => `${rule}.security_group_id == ${idOf(json, "aws_security_group", group)}`),
        `${isNarrow(`${rule}.cidr_ipv4`)} && ${rule}.cidr_ipv6 == null && ${rule}.prefix_list_id == null`,
      ),
    isTrueFor: (rule) =>
      open.some((group) => isIdOf(rule["security_group_id"], "aws_security_group", group)) ||
      (isNarrowRange(rule["cidr_ipv4"]) && isAbsent(rule, "cidr_ipv6") && isAbsent(rule, "prefix_list_id")),
    message: `only the load balancer may accept connections from any address; other rules have a range of a network with a prefix of ${WIDEST_OWN_PREFIX} bits or longer, or a security group`,
  };
}

/** Rules within a group would not be in the assertions on rules, and AWS keeps only one of the two kinds. */
const inlineRules = (): Demand[] =>
  ["aws_security_group", "aws_default_security_group"].map((type) => ({
    type,
    condition: (group) => `length(${group}.ingress) == 0`,
    isTrueFor: (group) => isAbsent(group, "ingress"),
    message: "write each rule as an aws_vpc_security_group_ingress_rule, which the assertions on rules cover",
  }));

const publicTables = (json: JsonObject): string[] =>
  publicOwners(json, "aws_route", "aws_route_table", (route) => !isAbsent(route, "gateway_id"));

/** Whether a default route leads to a transit gateway. */
const leadsToGateway = (json: JsonObject): boolean =>
  Object.values(ofType(json, "aws_route"))
    .map(asObject)
    .some(
      (route) => !isAbsent(route, "transit_gateway_id") && !isNarrowRange(route["destination_cidr_block"]),
    );

function routes(json: JsonObject): Demand {
  const tables = publicTables(json);
  const leadsOut = Object.keys(ofType(json, "aws_nat_gateway")).length > 0 || leadsToGateway(json);
  return {
    type: "aws_route",
    condition: (route) =>
      exceptFor(
        tables.map((table) => `${route}.route_table_id == ${idOf(json, "aws_route_table", table)}`),
        `${route}.gateway_id == null${leadsOut ? "" : ` && ${isNarrow(`${route}.destination_cidr_block`)}`}`,
      ),
    isTrueFor: (route) =>
      tables.some((table) => isIdOf(route["route_table_id"], "aws_route_table", table)) ||
      (isAbsent(route, "gateway_id") && (leadsOut || isNarrowRange(route["destination_cidr_block"]))),
    message: leadsOut
      ? "private subnets may reach the internet only through a NAT gateway or a transit gateway"
      : `private subnets must reach only AWS services, through their endpoints, and networks with a prefix of ${WIDEST_OWN_PREFIX} bits or longer`,
  };
}

const INLINE_ROUTES: Demand = {
  type: "aws_route_table",
  condition: (table) => `length(${table}.route) == 0`,
  isTrueFor: (table) => isAbsent(table, "route"),
  message: "write each route as an aws_route, which the assertions on routes cover",
};

/** Names of the groups or tables that have a public rule or route. */
function publicOwners(
  json: JsonObject,
  type: string,
  ownerType: string,
  isPublic: (config: JsonObject) => boolean,
): string[] {
  const owners = Object.keys(ofType(json, ownerType));
  const ofPublic = Object.values(ofType(json, type))
    .map(asObject)
    .filter(isPublic)
    .map((config) => config["security_group_id"] ?? config["route_table_id"]);
  return owners.filter((owner) => ofPublic.some((id) => isIdOf(id, ownerType, owner)));
}

const isIdOf = (value: unknown, type: string, name: string): boolean =>
  new RegExp(`^\\$\\{${type}\\.${name}(\\[[^\\]]*\\])?\\.id\\}$`).test(String(value));

/** The id of a resource; instances of one block have the same one in a test. */
const idOf = (json: JsonObject, type: string, name: string): string =>
  asObject(ofType(json, type)[name])["for_each"] === undefined
    ? `${type}.${name}.id`
    : `one(distinct([for found in ${type}.${name} : found.id]))`;

const exceptFor = (owners: readonly string[], condition: string): string =>
  owners.length === 0 ? condition : `(${owners.join(" || ")}) ? true : (${condition})`;

const isAbsent = (config: JsonObject, argument: string): boolean => (config[argument] ?? null) === null;
