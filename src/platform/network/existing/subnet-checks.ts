import { type Expression } from "../../../terraform/expression";
import { template } from "../../../terraform/print";
import { ANYWHERE } from "../../../base/cidr";
import { type Egress } from "../egress";
import { type Apart, type Tier, clusterTag, roleTag } from "../subnet-tags";
import { awsCommand } from "./aws-command";
import { type Claim, claim, inVpc } from "./check";
import { partTagChecks, tagCheck } from "./tag-check";
import { eachOf, literal, path, self, call, negation, compare, equal, both } from "../expression";

/** Tags for load balancers, by the prefix of their keys. */
export type SubnetTag =
  "kubernetes.io/role/elb" | "kubernetes.io/role/internal-elb" | "kubernetes.io/cluster";

export interface ExpectedSubnet {
  readonly region: string;
  readonly name: string;
  readonly tier: Tier | Apart;
  readonly availabilityZone: string;
  readonly cidr: string;
  readonly clusterName: string;
  /** Whether its name says its zone, as opposed to the order of ids. */
  readonly isByName: boolean;
  /** Tags that the YAML file declares for subnets. Each is checked on its own tier. */
  readonly tags: readonly SubnetTag[];
  /** Tags of private subnets that parts of the platform need. @default - none */
  readonly partTags?: Readonly<Record<string, string>>;
}

/** Checks that an existing subnet is in the zone of its name and has the declared range and tags. */
export function subnetChecks(expected: ExpectedSubnet): Claim[] {
  const { name, tier, availabilityZone, cidr, isByName } = expected;
  const zone = isByName
    ? `its name says ${availabilityZone}; give the name to a subnet of that zone`
    : `network.zones says ${availabilityZone}; correct the order of the ids`;
  return [
    {
      condition: template(equal(self("availability_zone"), literal(availabilityZone))),
      errorMessage: `subnet ${name} is in \${self.availability_zone}, ${zone}`,
    },
    {
      condition: template(equal(self("cidr_block"), literal(cidr))),
      errorMessage: `subnet ${name} has the range \${self.cidr_block}, network.${tier}Subnets.cidrs says ${cidr}; correct the file`,
    },
    ...tagChecks(expected),
    ...(tier === "private" ? partTagChecks(expected.region, `subnet ${name}`, expected.partTags ?? {}) : []),
  ];
}

/**
 * Free addresses that EKS needs in each subnet of a cluster (Amazon EKS user guide, "network-reqs", read 2026-11-20). A plan after the
 * apply also counts what the environment uses, so that more cannot be required.
 */
const FREE_ADDRESSES = 6;

/** Checks that a subnet of an id is in the VPC, and has addresses for a cluster. */
export const usableChecks = ({ name, tier }: ExpectedSubnet, vpcId: string): Claim[] => [
  inVpc(`subnet ${name}`, vpcId),
  ...(tier === "loadBalancer" || tier === "endpoint" ? [] : [freeCheck(name)]),
];

const freeCheck = (name: string): Claim => ({
  condition: template(compare(self("available_ip_address_count"), ">=", literal(FREE_ADDRESSES))),
  errorMessage: `subnet ${name} has \${self.available_ip_address_count} free addresses, and EKS needs ${FREE_ADDRESSES} in each subnet; give a larger subnet, or free addresses in it`,
});

function tagChecks({ region, name, tier, clusterName, tags }: ExpectedSubnet): Claim[] {
  const common = { region, of: `subnet ${name}`, why: "which network.existing.subnetTags declares" };
  const declared = (key: string, values: readonly [string, ...string[]]): Claim =>
    tagCheck({ ...common, key, values });
  return [
    ...tags.filter((tag) => tag === roleTag(tier)).map((tag) => declared(tag, ["1", ""])),
    ...(tags.includes("kubernetes.io/cluster")
      ? [declared(clusterTag(clusterName), ["shared", "owned"])]
      : []),
  ];
}

/** Checks that a private subnet has no route through an internet gateway, and a default route only with egress or an attachment. */
export const privateRouteChecks = (region: string, subnet: string, egress: Egress): Claim[] => [
  noGatewayCheck(region, subnet),
  ...(egress === "transit-gateway" ? [] : [egressCheck(region, subnet, egress)]),
];

/** Checks that the route table of a public subnet has a route to the internet gateway. */
export function publicRouteCheck(region: string, subnet: string): Claim {
  const fix = routeCommand(region, "create-route", ANYWHERE, { "gateway-id": "<internet gateway>" });
  return claim(
    template(anyRoute(both(equal(path("route", "cidr_block"), literal(ANYWHERE)), BY_GATEWAY))),
    `public subnet ${subnet} has no route to ${ANYWHERE} by an internet gateway, which an internet-facing load balancer needs`,
    fix,
  );
}

/** `try`, because a route by another kind of target has no gateway. */
const BY_GATEWAY = call(
  "try",
  call("startswith", path("route", "gateway_id"), literal("igw-")),
  literal(false),
);

/** Checks that a private subnet uses a route table that is given by its id. */
export const tableCheck = (subnet: string, tableId: string): Claim => ({
  condition: template(equal(self("route_table_id"), literal(tableId))),
  errorMessage: `private subnet ${subnet} uses the route table \${self.route_table_id}, network.existing.privateRouteTableIds says ${tableId}; correct the file`,
});

/** A route to an attachment that exists. */
export interface ExistingRoute {
  readonly cidr: string;
  readonly target: {
    readonly argument: "transit_gateway_id" | "vpc_peering_connection_id";
    readonly id: string;
  };
}

/** Checks that the route table of a private subnet has a route to an attachment. */
export function attachmentRouteCheck(region: string, subnet: string, { cidr, target }: ExistingRoute): Claim {
  const by = { [target.argument.replaceAll("_", "-")]: target.id };
  return claim(
    template(
      anyRoute(
        both(
          equal(path("route", "cidr_block"), literal(cidr)),
          equal(path("route", target.argument), literal(target.id)),
        ),
      ),
    ),
    `private subnet ${subnet} has no route to ${cidr} by ${target.id}`,
    routeCommand(region, "create-route", cidr, by),
  );
}

/** The command that adds or removes a route of the table that a check reads. */
const routeCommand = (region: string, verb: string, cidr: string, to: Record<string, string> = {}): string =>
  awsCommand(region, `ec2 ${verb}`, {
    "route-table-id": "${self.id}",
    "destination-cidr-block": cidr,
    ...to,
  });

const CIDR_BLOCKS: Expression = {
  kind: "splat",
  of: self("routes"),
  each: { kind: "attribute", of: { kind: "item" }, name: "cidr_block" },
};

const anyRoute = (result: Expression): Expression => call("anytrue", eachOf("route", self("routes"), result));

function noGatewayCheck(region: string, subnet: string): Claim {
  return claim(
    template(negation(anyRoute(BY_GATEWAY))),
    `private subnet ${subnet} has a route by an internet gateway, so one public address opens it to the internet`,
    routeCommand(region, "delete-route", "<range>"),
  );
}

function egressCheck(region: string, subnet: string, egress: Egress): Claim {
  const leadsOut = call("contains", CIDR_BLOCKS, literal(ANYWHERE));
  if (egress === "none") {
    return claim(
      template(negation(leadsOut)),
      `private subnet ${subnet} has a route to ${ANYWHERE}, network.egress says none; correct the file or the network`,
      routeCommand(region, "delete-route", ANYWHERE),
    );
  }
  return claim(
    template(leadsOut),
    `private subnet ${subnet} has no route to ${ANYWHERE} by a NAT gateway, a firewall endpoint or a transit gateway, network.egress says ${egress}`,
    routeCommand(region, "create-route", ANYWHERE, { "nat-gateway-id": "<NAT gateway>" }),
  );
}
