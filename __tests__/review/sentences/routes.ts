import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const VPC_ID = "${aws_vpc.main.id}";
const TABLE_ID = "${aws_route_table.main.id}";

const SUBNET = {
  "aws_vpc.main": { cidr_block: "10.0.0.0/16" },
  "aws_subnet.a": { vpc_id: VPC_ID, cidr_block: "10.0.0.0/24" },
  "aws_route_table.main": { vpc_id: VPC_ID },
  "aws_route_table_association.a": { subnet_id: "${aws_subnet.a.id}", route_table_id: TABLE_ID },
};
const INTERNET = { "aws_internet_gateway.main": { vpc_id: VPC_ID } };

const route = (destination_cidr_block: string, target: JsonObject) => ({
  "aws_route.out": { route_table_id: TABLE_ID, destination_cidr_block, ...target },
});

/** A route to the network of an organization. */
const WIDE = {
  "aws_route.organization": {
    route_table_id: TABLE_ID,
    destination_cidr_block: "10.0.0.0/8",
    transit_gateway_id: "tgw-0123456789abcdef0",
  },
};

/** An existing table, of which a postcondition says whether it has a route to the internet. */
const foundTable = (condition: string) => ({
  "data.aws_route_table.a": {
    route_table_id: "${one(data.aws_route_tables.a.ids)}",
    lifecycle: { postcondition: [{ condition: `\${${condition}}`, error_message: "other routes" }] },
  },
});

const FOUND_SUBNET = {
  "data.aws_subnet.a": { id: "subnet-0123456789abcdef0" },
  "data.aws_route_tables.a": {
    filter: [{ name: "association.subnet-id", values: ["${data.aws_subnet.a.id}"] }],
  },
};
const BY_GATEWAY = 'try(startswith(route.gateway_id, "igw-"), false)';

const targetOf = (address: string): JsonObject =>
  address.startsWith("aws_vpc_peering")
    ? { vpc_peering_connection_id: `\${${address}.id}` }
    : { transit_gateway_id: `\${${address}.transit_gateway_id}` };

/** Routes of subnets that begin, end and move. */
export const ROUTE_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "network",
    beside: { ...SUBNET, ...INTERNET },
    after: route("0.0.0.0/0", { gateway_id: "${aws_internet_gateway.main.id}" }),
    lines: [
      "attention, more access: opened: aws_subnet.a → the internet (0.0.0.0/0) through aws_internet_gateway.main",
    ],
  },
  {
    layer: "network",
    beside: { ...SUBNET, ...INTERNET },
    before: route("0.0.0.0/0", { gateway_id: "${aws_internet_gateway.main.id}" }),
    lines: [
      "info: closed: aws_subnet.a → the internet (0.0.0.0/0) through aws_internet_gateway.main; nothing that the stacks know uses it",
    ],
  },
  {
    layer: "network",
    beside: SUBNET,
    after: {
      "aws_route.out": {
        route_table_id: TABLE_ID,
        destination_prefix_list_id: "${var.list}",
        transit_gateway_id: "tgw-0123456789abcdef0",
      },
    },
    lines: [
      "attention, more access: opened: aws_subnet.a → a prefix list, route through tgw-0123456789abcdef0",
      "attention: not understood: aws_route.out is added",
    ],
  },
  {
    layer: "network",
    beside: { ...SUBNET, "aws_lb.main": { internal: true, subnets: ["${aws_subnet.a.id}"] } },
    before: route("10.9.0.0/16", { transit_gateway_id: "tgw-0123456789abcdef0" }),
    lines: [
      "attention, outage: closed: aws_subnet.a → 10.9.0.0/16, route through tgw-0123456789abcdef0: all connections over this route end",
    ],
  },
  {
    layer: "network",
    beside: {
      ...SUBNET,
      "aws_nat_gateway.a": { subnet_id: "${aws_subnet.a.id}", allocation_id: "eipalloc-0" },
      "aws_nat_gateway.b": { subnet_id: "${aws_subnet.a.id}", allocation_id: "eipalloc-1" },
    },
    before: route("0.0.0.0/0", { nat_gateway_id: "${aws_nat_gateway.a.id}" }),
    after: route("0.0.0.0/0", { nat_gateway_id: "${aws_nat_gateway.b.id}" }),
    topic: "Routes",
    lines: [
      "attention: packets of aws_subnet.a leave to the internet through aws_nat_gateway.b, with another public address: lists of allowed addresses elsewhere need it",
    ],
  },
  {
    layer: "network",
    beside: SUBNET,
    before: route("10.9.0.0/16", { transit_gateway_id: "tgw-0123456789abcdef0" }),
    after: route("10.9.0.0/16", { transit_gateway_id: "tgw-0123456789abcdef1" }),
    lines: ["attention: moved: aws_subnet.a → 10.9.0.0/16, route through tgw-0123456789abcdef1"],
  },
  ...[
    {
      address: "aws_ec2_transit_gateway_vpc_attachment.new",
      to: { transit_gateway_id: "tgw-0123456789abcdef1" },
    },
    { address: "aws_vpc_peering_connection.new", to: { peer_vpc_id: "vpc-0123456789abcdef1" } },
  ].map(({ address, to }): SentenceCase => ({
    layer: "network",
    beside: { ...SUBNET, "aws_lb.main": { internal: true, subnets: ["${aws_subnet.a.id}"] } },
    before: route("10.9.0.0/16", { transit_gateway_id: "tgw-0123456789abcdef0" }),
    after: {
      [address]: { vpc_id: VPC_ID, ...to },
      ...route("10.9.0.0/16", targetOf(address)),
    },
    topic: "Routes",
    lines: [
      `attention, outage: moved: aws_subnet.a → 10.9.0.0/16, route through ${address}, which is new: packets are lost until the other side has accepted it and routes back`,
    ],
  })),
  {
    layer: "network",
    beside: SUBNET,
    before: route("10.9.0.0/16", { transit_gateway_id: "tgw-0123456789abcdef0" }),
    after: {
      "aws_vpc_peering_connection.new": { vpc_id: VPC_ID },
      ...route("10.9.0.0/16", targetOf("aws_vpc_peering_connection.new")),
    },
    topic: "Routes",
    lines: ["attention: moved: aws_subnet.a → 10.9.0.0/16, route through aws_vpc_peering_connection.new"],
  },
  // The longest prefix decides, so that a narrower route takes packets from a wider one, and gives them back.
  {
    layer: "network",
    beside: { ...SUBNET, ...WIDE },
    after: route("10.9.0.0/16", { transit_gateway_id: "tgw-0123456789abcdef1" }),
    lines: ["attention: moved: aws_subnet.a → 10.9.0.0/16, route through tgw-0123456789abcdef1"],
  },
  {
    layer: "network",
    beside: { ...SUBNET, ...WIDE },
    before: route("10.9.0.0/16", { transit_gateway_id: "tgw-0123456789abcdef1" }),
    lines: ["attention: moved: aws_subnet.a → 10.9.0.0/16, route through tgw-0123456789abcdef0"],
  },
  {
    layer: "network",
    beside: FOUND_SUBNET,
    before: foundTable(`!anytrue([for route in self.routes : ${BY_GATEWAY}])`),
    after: foundTable(
      `anytrue([for route in self.routes : route.cidr_block == "0.0.0.0/0" && ${BY_GATEWAY}])`,
    ),
    lines: [
      "attention, more access: opened: data.aws_subnet.a → the internet (0.0.0.0/0) through an unknown gateway",
    ],
  },
];
