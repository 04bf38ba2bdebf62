import { ANYWHERE } from "../base/cidr";
import {
  type EnvironmentPlan,
  memoizePerPlan,
  type PlannedResource,
  type ResourceOf,
  type InLayer,
  inLayer,
} from "../terraform/environment-plan";
import { asObject, blocks, type Json, type JsonObject, text, texts } from "../terraform/stack-json";
import { isFound } from "../terraform/environment-plan";
import { isTrue } from "../terraform/stack-json";
import { claims } from "./claims";
import { isInternet, type Range, rangeOf } from "./network-ranges";
import { groupBy } from "../base/group-by";
import { attributesOf } from "./text-attributes";

/** Target of a route: an internet gateway, a NAT gateway, an attachment to another network, or any other target. */
type Way = "internet" | "nat" | "attachment" | "other";

export interface Route {
  readonly resource: PlannedResource;
  /** CIDR; empty for another kind of destination. */
  readonly destination: string;
  readonly way: Way;
  /** The gateway or attachment, if it is in the synthesized stacks. */
  readonly gateway: PlannedResource | undefined;
}

/** Arguments of a route that name an attachment to another network. */
const ATTACHMENT_ARGUMENTS = ["vpc_peering_connection_id", "transit_gateway_id"];

/** A route table, without the local route of its VPC. */
export interface RouteTable {
  readonly id: string;
  /** Undefined for the main table that AWS creates with a VPC. */
  readonly resource: PlannedResource | undefined;
  readonly routes: readonly Route[];
  /** True for a table outside of the synthesized stacks. @default - its routes are known */
  readonly isOutside?: true;
}

export const blockId = ({ layer, address }: PlannedResource): string => `${layer}/${address}`;

/** The main table of AWS, used by subnets without an association, with the routes that the stacks add to it. */
const mainTable = (plan: EnvironmentPlan, vpc: string): RouteTable => ({
  id: "main",
  resource: undefined,
  routes: routesBeside(plan, vpc),
});

/** Placeholder for a table that no block of the stacks has. */
const NOWHERE: RouteTable = { id: "unknown", resource: undefined, routes: [], isOutside: true };

/** Route tables. */
export const routeTablesOf = memoizePerPlan((plan: EnvironmentPlan) => {
  const bySubnet = tablesBySubnet(plan);
  return {
    /** By subnet id. An existing subnet has no entry if no data source reads its table. */
    bySubnet,
    /** Those of subnets, each once. */
    all: [...new Set(bySubnet.values())],
    /** Main tables that the stacks choose. */
    main: [...mainTablesOf(plan).values()],
  };
});

function tablesBySubnet(plan: EnvironmentPlan): ReadonlyMap<string, RouteTable> {
  const byId = tablesById(plan);
  const main = mainTablesOf(plan);
  const associated = new Map(
    plan.resources("aws_route_table_association").map((resource) => {
      const { subnet_id: subnet, route_table_id: table } = resource.config;
      return [plan.identity(inLayer(resource, subnet)), byId.get(plan.identity(inLayer(resource, table)))];
    }),
  );
  const tables = new Map<string, RouteTable>();
  for (const subnet of plan.resources("aws_subnet")) {
    const id = blockId(subnet);
    const vpc = plan.identity(inLayer(subnet, subnet.config.vpc_id));
    tables.set(
      id,
      associated.has(id) ? (associated.get(id) ?? NOWHERE) : (main.get(vpc)?.table ?? mainTable(plan, vpc)),
    );
  }
  for (const [subnet, table] of tablesFound(plan)) tables.set(subnet, table);
  return tables;
}

/** Routes of a table that are resources of their own, by the identity of the table. */
const routesBeside = (plan: EnvironmentPlan, table: string): Route[] =>
  (routeResources(plan).get(table) ?? []).map((route) => routeOf(plan, route));

const routeResources = memoizePerPlan((plan: EnvironmentPlan) =>
  groupBy(plan.resources("aws_route"), (route) => plan.identity(inLayer(route, route.config.route_table_id))),
);

const tablesById = memoizePerPlan((plan: EnvironmentPlan): ReadonlyMap<string, RouteTable> => {
  const resources = [...plan.resources("aws_route_table"), ...plan.resources("aws_default_route_table")];
  return new Map(
    resources.map((resource) => {
      const id = blockId(resource);
      const inline = blocks(resource.config.route).map((config) => routeOf(plan, { ...resource, config }));
      return [id, { id, resource, routes: [...inline, ...routesBeside(plan, id)] }];
    }),
  );
});

/** The main table of a VPC, and the block that chooses it. */
interface MainTable {
  readonly chosenBy: PlannedResource;
  /** Undefined if no block of the stacks has it. */
  readonly table: RouteTable | undefined;
}

/** Main tables that the stacks choose, by the identity of the VPC. */
const mainTablesOf = memoizePerPlan((plan: EnvironmentPlan): ReadonlyMap<string, MainTable> => {
  const byId = tablesById(plan);
  const replaced = plan.resources("aws_main_route_table_association").map((chosenBy) => {
    const { vpc_id: vpc, route_table_id: id } = chosenBy.config;
    const table = byId.get(plan.identity(inLayer(chosenBy, id)));
    return [plan.identity(inLayer(chosenBy, vpc)), { chosenBy, table }] as const;
  });
  const adopted = plan.resources("aws_default_route_table").map((chosenBy) => {
    const vpc = plan.identity(inLayer(chosenBy, chosenBy.config.default_route_table_id));
    return [vpc, { chosenBy, table: byId.get(blockId(chosenBy)) }] as const;
  });
  return new Map<string, MainTable>([...adopted, ...replaced]);
});

function routeOf(plan: EnvironmentPlan, resource: PlannedResource): Route {
  const { config } = resource;
  const to = (key: string) => plan.target(inLayer(resource, config[key]));
  const attaching = ATTACHMENT_ARGUMENTS.find((key) => given(config[key]));
  const gateway =
    to("gateway_id") ??
    to("nat_gateway_id") ??
    to("egress_only_gateway_id") ??
    (attaching === undefined ? undefined : to(attaching));
  const literal = text(config["gateway_id"]) ?? "";
  return {
    resource,
    destination:
      text(config["destination_cidr_block"]) ??
      text(config["destination_ipv6_cidr_block"]) ??
      text(config["cidr_block"]) ??
      text(config["ipv6_cidr_block"]) ??
      "",
    way:
      gateway?.type.endsWith("aws_internet_gateway") || literal.startsWith("igw-")
        ? "internet"
        : gateway?.type.endsWith("aws_nat_gateway") || text(config["nat_gateway_id"])?.startsWith("nat-")
          ? "nat"
          : attaching !== undefined
            ? "attachment"
            : "other",
    gateway,
  };
}

/** Plans have null or an empty text for an argument that is not set. */
const given = (value: Json | undefined): boolean => value !== undefined && value !== null && value !== "";

/** Existing tables, by subnet. */
function tablesFound(plan: EnvironmentPlan): Map<string, RouteTable> {
  const searches = new Map(
    plan.resources("data.aws_route_tables").flatMap((search) =>
      blocks(search.config.filter)
        .filter((filter) => filter.name === "association.subnet-id")
        .flatMap((filter) => texts(filter.values))
        .map((subnet) => [blockId(search), plan.identity(inLayer(search, subnet))] as const),
    ),
  );
  return new Map(
    plan.resources("data.aws_route_table").flatMap((resource) => {
      const subnet = searches.get(plan.identity(inLayer(resource, resource.config.route_table_id)));
      if (subnet === undefined) return [];
      const attributes = attributesOf(resource);
      const byGateway = attributes["internet_gateway"];
      const leadsOut = byGateway === false ? attributes[`route ${ANYWHERE}`] : byGateway;
      // without a postcondition the way is unknown; a way out without an internet gateway is NAT
      const route: Route = {
        resource,
        destination: ANYWHERE,
        way: byGateway === true ? "internet" : leadsOut === true ? "nat" : "other",
        gateway: undefined,
      };
      const id = blockId(resource);
      const tableId = foundTableId(resource);
      const known = [
        ...routesBeside(plan, id),
        ...(tableId === undefined ? [] : routesBeside(plan, tableId)),
        ...routesVerified(plan, resource),
      ];
      // a table has one default route
      const isKnown = byGateway === false && known.some(({ destination }) => destination === ANYWHERE);
      const routes = [...(leadsOut === false || isKnown ? [] : [route]), ...known];
      return [[subnet, { id, resource, routes }] as const];
    }),
  );
}

/** Id of an existing table, which a postcondition verifies. Routes can name it. */
export const foundTableId = ({ config }: PlannedResource): string | undefined =>
  claims(config, "self.route_table_id == ID").flatMap((parts) => parts.text("ID") ?? [])[0];

/** Routes to attachments that postconditions of an existing table verify. */
const routesVerified = (plan: EnvironmentPlan, table: PlannedResource): Route[] =>
  claims(
    table.config,
    "anytrue([for route in self.routes : route.cidr_block == RANGE && route.TARGET == ID])",
  ).flatMap((parts) => {
    const [range, target, id] = [parts.text("RANGE"), parts.get("TARGET"), parts.text("ID")];
    if (range === undefined || target?.kind !== "name" || id === undefined) return [];
    return [routeOf(plan, { ...table, config: { cidr_block: range, [target.name]: id } })];
  });

/** Internet routes of a table, by target, or those `out` by NAT, of this VPC or behind a transit gateway. */
export const internetRoutes = (table: RouteTable | undefined, ...ways: readonly (Way | "out")[]): Route[] =>
  (table?.routes ?? []).filter(
    (route) =>
      isInternet(route.destination) &&
      (ways.includes(route.way) || (ways.includes("out") && leadsToOthers(route))),
  );

/** A peering connection forwards nothing, so the NAT gateway of the peer is no way out. */
const leadsToOthers = ({ way, resource }: Route): boolean =>
  way === "nat" || (way === "attachment" && given(resource.config["transit_gateway_id"]));

export interface Subnet {
  readonly id: string;
  readonly resource: ResourceOf<"aws_subnet" | "data.aws_subnet">;
  readonly cidr: string;
  /** Undefined if the CIDR is known after apply. */
  readonly range: Range | undefined;
  readonly zone: string | undefined;
  /** Undefined if no resource or data source determines it. */
  readonly table: RouteTable | undefined;
  /** True if instances in it get public addresses. */
  readonly givesPublicAddresses: boolean;
  readonly tags: JsonObject;
}

/** Subnets, created or existing, by id. */
export const subnetsOf = memoizePerPlan((plan: EnvironmentPlan): ReadonlyMap<string, Subnet> => {
  const tables = routeTablesOf(plan).bySubnet;
  // Instances of one block are those of a whole VPC, of which endpoints have some.
  const found = plan.resources("data.aws_subnet").filter(({ config }) => config.for_each === undefined);
  const resources = [...plan.resources("aws_subnet"), ...found];
  return new Map(
    resources.map((resource) => {
      const id = blockId(resource);
      const attributes = attributesOf(resource);
      const cidr = text(attributes["cidr_block"]) ?? "";
      return [
        id,
        {
          id,
          resource,
          cidr,
          range: rangeOf(cidr),
          zone: text(attributes["availability_zone"]),
          table: tables.get(id),
          givesPublicAddresses:
            isTrue(attributes["map_public_ip_on_launch"]) ||
            isTrue(attributes["assign_ipv6_address_on_creation"]),
          tags: asObject(attributes["tags"]),
        },
      ];
    }),
  );
});

/** Existing subnets by the ids that their data sources read. A list can have such an id itself. */
const subnetsByReadId = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, Subnet> =>
    new Map(
      [...subnetsOf(plan).values()].flatMap((subnet) => {
        const { resource } = subnet;
        const id = isFound(resource) ? plan.text(inLayer(resource, resource.config.id)) : undefined;
        return id === undefined ? [] : [[id, subnet] as const];
      }),
    ),
);

/** Subnets in a list; those outside of the synthesized stacks are left out. */
export function namedSubnets(plan: EnvironmentPlan, value: InLayer): Subnet[] {
  return plan.items(value).flatMap((item) => {
    const id = plan.identity(item);
    return subnetsOf(plan).get(id) ?? subnetsByReadId(plan).get(id) ?? [];
  });
}

/** A VPC that Terraform creates or an existing VPC. */
interface Vpc {
  readonly id: string;
  readonly resource: ResourceOf<"aws_vpc" | "data.aws_vpc">;
  readonly isFound: boolean;
  readonly attributes: JsonObject;
  /** All IPv4 ranges, including secondary ones. */
  readonly ranges: readonly Range[];
}

export const vpcsOf = memoizePerPlan((plan: EnvironmentPlan) => {
  const added = groupBy(plan.resources("aws_vpc_ipv4_cidr_block_association"), (resource) =>
    plan.identity(inLayer(resource, resource.config.vpc_id)),
  );
  const all = [...plan.resources("aws_vpc"), ...plan.resources("data.aws_vpc")].map((resource): Vpc => {
    const attributes = attributesOf(resource);
    const id = blockId(resource);
    const cidrs = [attributes, ...(added.get(id) ?? []).map(({ config }) => config)].map((each) =>
      text(each.cidr_block),
    );
    return {
      id,
      resource,
      isFound: isFound(resource),
      attributes,
      ranges: cidrs.flatMap((cidr) => rangeOf(cidr) ?? []),
    };
  });
  return { all, ranges: all.flatMap(({ ranges }) => ranges) };
});

/** Ids of subnets and security groups in a list that the stacks do not create or look up. */
export const unknownIds = (plan: EnvironmentPlan, value: InLayer): string[] =>
  plan.items(value).flatMap((item) => {
    const id = plan.text(item);
    return id !== undefined && ID.test(id) && !idsLookedUp(plan).has(id) ? [id] : [];
  });

/** Ids that AWS gives. Any other text is a reference that nothing resolves before an apply. */
const ID = /^(?:subnet|sg)-[0-9a-f]+$/;

/** Ids by which data sources read subnets and groups. */
const idsLookedUp = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<string> =>
    new Set(
      ["data.aws_subnet", "data.aws_security_group"].flatMap((type) =>
        plan.resources(type).flatMap((found) => plan.text(inLayer(found, found.config["id"])) ?? []),
      ),
    ),
);
