import {
  type EnvironmentPlan,
  filterValues,
  inLayer,
  type InLayer,
  isFound,
  memoizePerPlan,
  type PlannedResource,
} from "../terraform/environment-plan";
import { asObject, blocks, isTrue, type Json, jsonIn, text, texts } from "../terraform/stack-json";
import { type InterfaceSet } from "./network-interfaces";
import { rangeOf } from "./network-ranges";
import { blockId, namedSubnets, type Subnet } from "./network-routes";
import { claims } from "./claims";
import { serviceOf } from "./network/service-names";
import { groupBy } from "../base/group-by";
import { attributesOf } from "./text-attributes";
import { groupIds } from "./network/group-ids";

/** A VPC endpoint, created or existing. */
export interface Endpoint extends InterfaceSet {
  /** Short name of its service; undefined for other regions and for services outside of AWS. */
  readonly service: string | undefined;
  readonly kind: string;
  readonly privateDns: boolean;
  /** Ids of the route tables with a route to a gateway endpoint. */
  readonly tables: readonly string[];
  /** Endpoint policy; undefined if the endpoint allows everything. */
  readonly policy: InLayer | undefined;
  /** Further policies of blocks of their own. Each apply sets one of them all. */
  readonly otherPolicies: readonly Attached[];
}

/** A value of a block that belongs to an endpoint. */
interface Attached {
  readonly resource: PlannedResource;
  readonly value: InLayer;
}

export const endpointsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Endpoint[] => {
  const policies = attachments(plan, "aws_vpc_endpoint_policy", "policy");
  const tables = attachments(plan, "aws_vpc_endpoint_route_table_association", "route_table_id");
  const searches = groupSearches(plan);
  return [...plan.resources("aws_vpc_endpoint"), ...plan.resources("data.aws_vpc_endpoint")].map(
    (resource) => {
      const attributes = attributesOf(resource);
      const { policy = null } = attributes;
      const value = (key: string) => inLayer(resource, attributes[key]);
      const id = blockId(resource);
      const attached = policies.get(id) ?? [];
      const ownPolicy = attached.length === 0 && isOpen(policy) ? undefined : value("policy");
      return {
        name: `the endpoint ${resource.address}`,
        resource,
        service: serviceOf(plan, attributes["service_name"]),
        kind: text(attributes["vpc_endpoint_type"]) ?? kindOf(resource),
        privateDns: isTrue(attributes["private_dns_enabled"]),
        groups: [...groupIds(plan, value("security_group_ids")), ...(searches.get(id) ?? [])],
        subnets: isFound(resource)
          ? subnetsAnywhere(plan, resource)
          : namedSubnets(plan, value("subnet_ids")),
        tables: [
          ...plan.items(value("route_table_ids")),
          ...(tables.get(id) ?? []).map((each) => each.value),
        ].map((each) => plan.identity(each)),
        policy: policy === null ? attached[0]?.value : ownPolicy,
        otherPolicies: policy === null ? attached.slice(1) : attached,
      };
    },
  );
});

/** Subnets of an existing endpoint. A plan verifies their zones, and that they are in a range; their ids and routes are unknown. */
function subnetsAnywhere(plan: EnvironmentPlan, endpoint: PlannedResource): Subnet[] {
  const [ranges] = claims(endpoint.config, IN_RANGE);
  const cidr = `${ranges?.text("FIRST") ?? ""}${ranges?.text("PREFIX") ?? ""}`;
  return claims(endpoint.config, IN_ZONE).flatMap((parts) => {
    const zone = parts.text("ZONE");
    const resource = plan
      .resources("data.aws_subnet")
      .find((each) => parts.template("SUBNETS") === `\${${each.address}}`);
    return resource === undefined
      ? []
      : [{ ...UNKNOWN, id: `${blockId(endpoint)} ${zone}`, resource, cidr, range: rangeOf(cidr), zone }];
  });
}

const IN_ZONE = "contains([for id in self.subnet_ids : SUBNETS[id].availability_zone], ZONE)";
const IN_RANGE =
  'alltrue([for cidr in [for id in self.subnet_ids : SUBNETS[id].cidr_block] : cidrhost(replace(cidr, "/[/].*/", PREFIX), 0) == FIRST])';
const UNKNOWN = { table: undefined, givesPublicAddresses: false, tags: {} };

/** Searches for the groups that an existing endpoint has, by endpoint. Their claims are those of its groups. */
const groupSearches = (plan: EnvironmentPlan): ReadonlyMap<string, string[]> =>
  new Map(
    plan
      .resources("data.aws_security_groups")
      .flatMap((search) =>
        filterValues(search, "group-id").map(
          (value) => [plan.identity(inLayer(search, value)), [blockId(search)]] as const,
        ),
      ),
  );

/** Whether a policy allows everything, as without one: one statement for everyone and everything, without a condition. */
function isOpen(policy: Json): boolean {
  const [statement, ...more] = blocks(asObject(jsonIn(policy) ?? null)["Statement"]);
  if (statement === undefined || more.length > 0) return false;
  const { Effect: effect, Principal: principal, Action: action, Resource: resource } = statement;
  const everyone = typeof principal === "string" ? principal : asObject(principal)["AWS"];
  return (
    effect === "Allow" &&
    Object.keys(statement).every((name) => OF_OPEN.has(name)) &&
    [everyone, action, resource].every((each) => texts(each).join() === "*")
  );
}

const OF_OPEN = new Set(["Sid", "Effect", "Principal", "Action", "Resource"]);

/** Endpoints by service. */
const byService = memoizePerPlan((plan: EnvironmentPlan) =>
  groupBy(endpointsOf(plan), ({ service }) => service),
);

/** The endpoints of a service, by its short name. */
export const endpointsFor = (plan: EnvironmentPlan, service: string): readonly Endpoint[] =>
  byService(plan).get(service) ?? [];

/** The kind of an existing endpoint is in the filter of its data source, where it is not read by its id. */
const kindOf = (resource: PlannedResource): string =>
  isFound(resource) ? (filterValues(resource, "vpc-endpoint-type")[0] ?? "") : "Gateway";

/** An attribute of resources that are attached to endpoints, by endpoint. */
function attachments(plan: EnvironmentPlan, type: string, attribute: string): Map<string, Attached[]> {
  const byEndpoint = groupBy(plan.resources(type), (resource) =>
    plan.identity(inLayer(resource, resource.config["vpc_endpoint_id"])),
  );
  return new Map(
    [...byEndpoint].map(([endpoint, resources]) => [
      endpoint,
      resources.map((resource) => ({ resource, value: inLayer(resource, resource.config[attribute]) })),
    ]),
  );
}
