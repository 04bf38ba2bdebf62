import prefixLists from "./prefix-list-weights.json";
import { endpointsOf } from "../../infrastructure/network-endpoints";
import { namedSubnets, subnetsOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { type Count, countAll, countBy } from "./counting";
import { blocks, isTrue, number } from "../../terraform/stack-json";
import { groupBy } from "../../base/group-by";

export function networkCounts(plan: EnvironmentPlan): Count[] {
  const aclRules = (isEgress: boolean): PlannedResource[] =>
    plan.resources("aws_network_acl_rule").filter(({ config }) => isTrue(config.egress) === isEgress);
  const endpoints = endpointsOf(plan).filter(({ kind }) => kind === "Interface");
  const rulesOf = (quota: Count["quota"], rules: readonly PlannedResource[]): Count[] =>
    countBy(plan, quota, rules, "security_group_id", (rule) => ruleWeight(plan, rule));
  return [
    ...rulesOf("inboundRules", plan.resources("aws_vpc_security_group_ingress_rule")),
    ...rulesOf("outboundRules", plan.resources("aws_vpc_security_group_egress_rule")),
    ...countBy(plan, "aclInbound", aclRules(false), "network_acl_id", (rule) => repetitions(plan, rule)),
    ...countBy(plan, "aclOutbound", aclRules(true), "network_acl_id", (rule) => repetitions(plan, rule)),
    ...countBy(
      plan,
      "interfaceEndpoints",
      endpoints.map(({ resource }) => resource),
      "vpc_id",
    ),
    ...countBy(plan, "subnets", plan.resources("aws_subnet"), "vpc_id"),
    ...countBy(plan, "routeTables", plan.resources("aws_route_table"), "vpc_id"),
    ...routes(plan),
    ...natGateways(plan),
    ...groupsPerInterface(plan),
  ];
}

/** A rule with a prefix list counts as the maximum number of entries of the list. */
function ruleWeight(plan: EnvironmentPlan, rule: PlannedResource): number {
  const { prefix_list_id: id } = rule.config;
  if (id === undefined) return 1;
  const list = plan.target(inLayer(rule, id));
  const entries = number(list?.config["max_entries"]);
  return entries ?? ofList(prefixLists.weights, list) ?? 1;
}

/** A rule of a network ACL that `count` repeats for each range of a prefix list. */
function repetitions(plan: EnvironmentPlan, rule: PlannedResource): number {
  const [list] = /data\.aws_prefix_list\.\w+(?=\.cidr_blocks)/.exec(String(rule.config.count)) ?? [];
  if (list === undefined) return 1;
  return ofList(prefixLists.ranges, plan.target(inLayer(rule, `\${${list}.id}`))) ?? 1;
}

/** The number of a table for a prefix list of AWS. */
function ofList(table: Readonly<Record<string, number>>, list: PlannedResource | undefined) {
  const name = String(list?.config["service_name"] ?? list?.config["name"] ?? "");
  return table[name.split(".").at(-1) ?? ""];
}

/** Routes of each table, including inline routes and routes of gateway endpoints. */
function routes(plan: EnvironmentPlan): Count[] {
  const tables = new Map(
    [...subnetsOf(plan).values()].flatMap(({ table }) => (table ? [[table.id, table]] : [])),
  );
  const gateways = groupBy(
    endpointsOf(plan).flatMap((endpoint) => endpoint.tables),
    (table) => table,
  );
  return [...tables.values()].flatMap(({ id, resource, routes: all }): Count[] =>
    resource ? [{ quota: "routes", count: all.length + (gateways.get(id)?.length ?? 0), resource }] : [],
  );
}

function natGateways(plan: EnvironmentPlan): Count[] {
  const gateways = plan.resources("aws_nat_gateway");
  const byZone = groupBy(
    gateways,
    (gateway) => namedSubnets(plan, inLayer(gateway, gateway.config.subnet_id))[0]?.zone,
  );
  return [...byZone.values()].flatMap((all) => countAll("natGateways", all));
}

function groupsPerInterface(plan: EnvironmentPlan): Count[] {
  const lists = [
    ...plan
      .resources("aws_vpc_endpoint")
      .map((resource) => ({ resource, value: resource.config.security_group_ids })),
    ...plan.resources("aws_lb").map((resource) => ({ resource, value: resource.config.security_groups })),
    ...plan.resources("aws_launch_template").flatMap((resource) =>
      blocks(resource.config.network_interfaces).map(({ security_groups: value }) => ({
        resource,
        value,
      })),
    ),
  ];
  return lists.map(({ resource, value }) => ({
    quota: "groupsPerInterface",
    count: plan.items(inLayer(resource, value)).length,
    resource,
  }));
}
