import { interfacesOf } from "../../infrastructure/network-interfaces";
import { hasRecord, type Stated } from "../../infrastructure/stated";
import { privateNamesOf } from "../../infrastructure/network-names";
import { vpcsOf } from "../../infrastructure/network-routes";
import { serviceDomain } from "../../facts/aws";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { homeOf } from "../../infrastructure/text-references";
import { blocks, text, texts } from "../../terraform/stack-json";
import { groupBy } from "../../base/group-by";
import TEXTS from "./texts.json";
import { privateZonesOf } from "../../infrastructure/network-private-zones";

export const zoneConflicts: Check = {
  ...ruleOf(TEXTS, "zone-conflicts"),
  run: (plan) => [
    ...privateZonesOf(plan)
      .filter(({ vpcs }) => vpcs.some((vpc) => isOwnVpc(plan, vpc)))
      .flatMap((zone) => {
        const { resource, name } = zone;
        const hidden = namesOfEndpoints(plan).filter((host) => isBelow(name, host) || isBelow(host, name));
        const shadowed = leadsToEndpoints(plan, zone) ? undefined : shadowedBy(plan, name);
        const what = hidden.length > 0 ? `the private DNS of ${hidden.join(", ")}` : shadowed;
        return what === undefined ? [] : [{ ...at(resource), message: `${name} conflicts with ${what}` }];
      }),
    ...strangers(plan, "aws_route53_zone_association", "zone_id", "aws_route53_zone").map(
      ({ resource, id }) => ({
        ...at(resource),
        message: `the VPC asks the zone ${id}, which these stacks do not have`,
      }),
    ),
  ],
};

export const foreignResolver: Check = {
  ...ruleOf(TEXTS, "foreign-resolver"),
  run: (plan, { statedOf }) => [
    ...ruleFindings(plan),
    ...dhcpFindings(plan),
    ...otherServers(plan, statedOf(plan.name)),
    ...profileFindings(plan, statedOf(plan.name)),
    ...firewallFindings(plan),
  ],
};

/** Whether a name is another one or below it. The root is above all names. */
const isBelow = (name: string, other: string): boolean =>
  other === "" || name === other || name.endsWith(`.${other}`);

/** Whether a zone has nothing but aliases of endpoints, also for its own name. */
const leadsToEndpoints = (
  plan: EnvironmentPlan,
  { resource, name, endpoints }: ReturnType<typeof privateZonesOf>[number],
): boolean =>
  endpoints.has(name) &&
  plan
    .resources("aws_route53_record")
    .filter((record) => plan.target(inLayer(record, record.config.zone_id)) === resource).length ===
    endpoints.size;

/** Names of AWS that a zone or rule of a name takes over, in words; undefined if there are none. */
function shadowedBy(plan: EnvironmentPlan, name: string): string | undefined {
  const domains = [serviceDomain(homeOf(plan)), ...OTHER_DOMAINS];
  const hidden = domains.filter((domain) => isBelow(name, domain) || isBelow(domain, name));
  return hidden.length === 0 ? undefined : `names of AWS below ${hidden.join(", ")}`;
}

/** Domain of dual-stack endpoints (AWS General Reference, "AWS service endpoints", read 2026-11-26). */
const OTHER_DOMAINS = ["api.aws"];

function namesOfEndpoints(plan: EnvironmentPlan): string[] {
  const { services, ofService } = privateNamesOf(plan);
  return services.flatMap(ofService).filter((name) => !name.startsWith("*"));
}

const isOwnVpc = (plan: EnvironmentPlan, vpc: string): boolean =>
  vpcsOf(plan).all.some(({ id }) => id === vpc);

const isOfOwnVpc = (plan: EnvironmentPlan, resource: PlannedResource, key = "vpc_id"): boolean =>
  isOwnVpc(plan, plan.identity(inLayer(resource, resource.config[key])));

/** Associations of the VPC with something that these stacks do not have. */
const strangers = (plan: EnvironmentPlan, type: string, key: string, target: string) =>
  plan.resources(type).flatMap((resource) => {
    const value = inLayer(resource, resource.config[key]);
    const isKnown = plan.target(value)?.type === target;
    return isKnown || !isOfOwnVpc(plan, resource)
      ? []
      : [{ resource, id: plan.text(value) ?? "of another stack" }];
  });

const ASSOCIATION = "aws_route53_resolver_rule_association";

/** Rules that forward names of AWS to other name servers, and rules that no stack shows. */
function ruleFindings(plan: EnvironmentPlan): Finding[] {
  const associations = groupBy(plan.resources(ASSOCIATION), (each) =>
    plan.target(inLayer(each, each.config.resolver_rule_id)),
  );
  // A rule without an association here can be associated by others: only one for other VPCs alone is theirs.
  const isForOwnVpc = (rule: PlannedResource): boolean =>
    associations.get(rule)?.some((each) => isOfOwnVpc(plan, each)) ?? true;
  const forwarding = plan
    .resources("aws_route53_resolver_rule")
    .filter((rule) => isForOwnVpc(rule) && text(rule.config.rule_type)?.toUpperCase() === "FORWARD");
  return [
    ...forwarding.flatMap((rule) => {
      const name = (text(rule.config.domain_name) ?? "").toLowerCase().replace(/\.$/, "");
      const what = shadowedBy(plan, name);
      const servers = blocks(rule.config.target_ip).map(({ ip }) => text(ip) ?? "a server");
      return what === undefined
        ? []
        : [
            {
              ...at(rule),
              message: `queries of ${name || "all names"} go to ${servers.join(", ")}, also those of ${what}`,
            },
          ];
    }),
    ...strangers(plan, ASSOCIATION, "resolver_rule_id", "aws_route53_resolver_rule").map(
      ({ resource, id }) => ({
        ...at(resource),
        message: `the VPC forwards queries by the rule ${id}, which these stacks do not have`,
      }),
    ),
  ];
}

/** Name of the resolver of a VPC in DHCP options. */
const OWN_RESOLVER = "AmazonProvidedDNS";

function dhcpFindings(plan: EnvironmentPlan): Finding[] {
  const type = "aws_vpc_dhcp_options_association";
  const options = plan
    .resources(type)
    .filter((each) => isOfOwnVpc(plan, each))
    .flatMap((each) => plan.target(inLayer(each, each.config["dhcp_options_id"])) ?? []);
  return [
    ...options.flatMap((each) => {
      const known = [OWN_RESOLVER, ...interfacesOf(plan).nameServers];
      const others = texts(each.config["domain_name_servers"]).filter((server) => !known.includes(server));
      return others.length === 0
        ? []
        : [
            {
              ...at(each),
              message: `nodes ask the name servers ${others.join(", ")}, expected ${known.join(", ")}`,
            },
          ];
    }),
    ...strangers(plan, type, "dhcp_options_id", "aws_vpc_dhcp_options").map(({ resource, id }) => ({
      ...at(resource),
      message: `nodes get the DHCP options ${id}, which these stacks do not have`,
    })),
  ];
}

/** The name servers of the output, where the record of the file has others: an edited output must not open rules. */
function otherServers(plan: EnvironmentPlan, stated: Stated): Finding[] {
  const { nameServers } = interfacesOf(plan);
  const { nameServers: expected = [] } = stated;
  if (!hasRecord(stated) || [...nameServers].sort().join() === [...expected].sort().join()) return [];
  const message = `the output name_servers has ${nameServers.join(", ") || "none"}, but the file states ${expected.join(", ") || "none"}`;
  return [{ layer: "network", address: "output.name_servers", message }];
}

/** Profiles beside that of the hub in the file. Without a record of the file, the output for the owner of a hub says that there is one. */
const profileFindings = (plan: EnvironmentPlan, stated: Stated): Finding[] =>
  plan
    .resources("aws_route53profiles_association")
    .filter((each) => isOfOwnVpc(plan, each, "resource_id"))
    .flatMap((each) => {
      const id = plan.text(inLayer(each, each.config.profile_id)) ?? "";
      const isOfHub = hasRecord(stated)
        ? stated.endpointHub?.profileId === id
        : interfacesOf(plan).hub !== undefined;
      const message = `the profile ${id} adds zones and rules to the VPC that these stacks do not show`;
      return isOfHub ? [] : [{ ...at(each), message }];
    });

/** A firewall decides which names the resolver of the VPC answers. */
const firewallFindings = (plan: EnvironmentPlan): Finding[] =>
  plan
    .resources("aws_route53_resolver_firewall_rule_group_association")
    .filter((each) => isOfOwnVpc(plan, each))
    .map((each) => ({
      ...at(each),
      message: "a DNS firewall decides which names the VPC resolves, and its rules are not judged",
      isNotJudged: true,
    }));
