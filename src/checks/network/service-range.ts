import { PRIVATE_RANGES } from "../../facts/private-ranges";
import { loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { isInternet, rangeOf } from "../../infrastructure/network-ranges";
import { routeTablesOf, vpcsOf } from "../../infrastructure/network-routes";
import { groupRulesOf } from "../../infrastructure/network-rules";
import {
  type EnvironmentPlan,
  type PlannedResource,
  type ResourceOf,
} from "../../terraform/environment-plan";
import { block, text } from "../../terraform/stack-json";
import { type Check, type Finding, at, ruleOf } from "../check";
import { cidrOfRange } from "./words";
import TEXTS from "./texts.json";

export const serviceRange: Check = {
  ...ruleOf(TEXTS, "service-range"),
  run: (plan) => plan.resources("aws_eks_cluster").flatMap((cluster) => rangeFindings(plan, cluster)),
};

function rangeFindings(plan: EnvironmentPlan, cluster: ResourceOf<"aws_eks_cluster">): Finding[] {
  const { service_ipv4_cidr: given, ip_family: family } = block(cluster.config.kubernetes_network_config);
  const vpcs = vpcsOf(plan).ranges.map(cidrOfRange);
  const own = text(given);
  const isUnknown = own !== undefined && rangeOf(own) === undefined;
  if (family === "ipv6" || vpcs.length === 0 || isUnknown) return [];
  const routed = routedBy(plan);
  const conflict = PRIVATE_RANGES.serviceConflict(own, vpcs, [...routed.keys()]);
  if (!conflict) return [];
  const { range, met, free = "a part of a routed range that no network uses" } = conflict;
  return [
    {
      ...at(cluster),
      message: `its range of Services, ${range}${own === undefined ? " by default" : ""}, overlaps ${met} of ${routed.get(met)?.address}`,
      fix: `set cluster.serviceCidr: ${free} before the cluster exists, since another range replaces it`,
    },
  ];
}

/** Ranges that packets of the VPC go to or come from, with a resource that names them. */
function routedBy(plan: EnvironmentPlan): ReadonlyMap<string, PlannedResource> {
  const ofVpcs = vpcsOf(plan).all.flatMap(({ resource, ranges }) =>
    ranges.map((range) => [cidrOfRange(range), resource] as const),
  );
  const routes = routeTablesOf(plan).all.flatMap((table) => table.routes);
  // A load balancer has no addresses of Services, and pods answer it in place of its clients.
  const others = new Set(loadBalancersOf(plan).flatMap(({ groups }) => groups));
  const rules = groupRulesOf(plan).all.filter(({ group }) => !others.has(group));
  return new Map(
    [
      ...rules.flatMap(({ peer, resource }) => ("cidr" in peer ? [[peer.cidr, resource] as const] : [])),
      ...routes.map(({ destination, resource }) => [destination, resource] as const),
      ...ofVpcs,
    ].filter(([cidr]) => rangeOf(cidr) !== undefined && !isInternet(cidr)),
  );
}
