import { type Editable } from "../../../support/altered";
import { type Edit } from "../../../support/findings";
import { type Block, type Case, ML, MLAPP, type OpeningCase, RETAIL, VPC, adds, both, changes } from "./case";

const to = (cidr: string): Editable => ({ destination_cidr_block: cidr });
const ENI = { network_interface_id: "eni-0123456789abcdef0" };
const table = (name: string): Editable => ({ route_table_id: `\${aws_route_table.${name}.id}` });
const PRIVATE = table("private");
const PRIVATE_A = table("private_a");

const route = (body: Editable, table: Editable = PRIVATE): Block => [
  "aws_route",
  "own",
  { ...table, ...body },
];

const opens = (what: string, body: Editable, words: RegExp, ...others: readonly Block[]): OpeningCase => ({
  what,
  environment: RETAIL,
  edit: adds("network", route(body), ...others),
  address: "aws_route.own",
  words,
});

const elsewhere = (
  what: string,
  environment: string,
  edit: Edit,
  address: string,
  words: RegExp,
): OpeningCase => ({ what, environment, edit, address, words });

const IGW = { gateway_id: "${aws_internet_gateway.internet.id}" };
const TGW: Block = [
  "aws_ec2_transit_gateway_vpc_attachment",
  "own",
  {
    transit_gateway_id: "tgw-0fedcba9876543210",
    vpc_id: VPC,
    subnet_ids: ["${aws_subnet.private_a.id}", "${aws_subnet.private_b.id}"],
  },
];
const PEERING: Block = [
  "aws_vpc_peering_connection",
  "own",
  { vpc_id: VPC, peer_vpc_id: "vpc-0fedcba9876543210", peer_owner_id: "999988887777" },
];
const TO_PEERING = { vpc_peering_connection_id: "${aws_vpc_peering_connection.own.id}" };
const EGRESS_ONLY: Block = ["aws_egress_only_internet_gateway", "own", { vpc_id: VPC }];
const VPN: Block = ["aws_vpn_gateway", "own", { vpc_id: VPC }];

export const ROUTES_THAT_OPEN: readonly OpeningCase[] = [
  opens("operators to an interface of a stranger", { ...to("10.20.0.0/24"), ...ENI }, /10\.20\.0\.0\/24/),
  opens("everything to an interface of a stranger", { ...to("0.0.0.0/0"), ...ENI }, /eni-0123456789abcdef0/),
  opens("a part of the internet to the internet gateway", { ...to("52.0.0.0/8"), ...IGW }, /52\.0\.0\.0\/8/),
  opens("one address to the internet gateway", { ...to("203.0.113.7/32"), ...IGW }, /203\.0\.113\.7\/32/),
  opens("IPv6 to the internet gateway", { destination_ipv6_cidr_block: "::/0", ...IGW }, /::\/0/),
  opens(
    "all global IPv6 to the internet gateway",
    { destination_ipv6_cidr_block: "2000::/3", ...IGW },
    /2000::\/3/,
  ),
  opens(
    "IPv6 to an egress-only gateway",
    {
      destination_ipv6_cidr_block: "::/0",
      egress_only_gateway_id: "${aws_egress_only_internet_gateway.own.id}",
    },
    /::\/0/,
    EGRESS_ONLY,
  ),
  opens(
    "global IPv6 to an egress-only gateway",
    {
      destination_ipv6_cidr_block: "2000::/3",
      egress_only_gateway_id: "${aws_egress_only_internet_gateway.own.id}",
    },
    /2000::\/3/,
    EGRESS_ONLY,
  ),
  opens(
    "a prefix list to an interface of a stranger",
    { destination_prefix_list_id: "${aws_vpc_endpoint.s3.prefix_list_id}", ...ENI },
    /prefix list/,
  ),
  opens("a subnet of the nodes to an interface", { ...to("10.0.101.0/24"), ...ENI }, /10\.0\.101\.0\/24/),
  opens(
    "the endpoints through a gateway load balancer",
    { ...to("10.0.102.0/24"), vpc_endpoint_id: "vpce-0123456789abcdef0" },
    /10\.0\.102\.0\/24/,
  ),
  opens(
    "everything to a VPN",
    { ...to("0.0.0.0/0"), gateway_id: "${aws_vpn_gateway.own.id}" },
    /aws_vpn_gateway\.own/,
    VPN,
  ),
  opens(
    "a range to a VPN",
    { ...to("10.99.0.0/16"), gateway_id: "${aws_vpn_gateway.own.id}" },
    /10\.99\.0\.0\/16/,
    VPN,
  ),
  opens(
    "a range to a foreign transit gateway",
    { ...to("10.99.0.0/16"), transit_gateway_id: "tgw-0fedcba9876543210" },
    /10\.99\.0\.0\/16/,
    TGW,
  ),
  opens(
    "addresses of AWS to a peering",
    { ...to("52.95.0.0/16"), ...TO_PEERING },
    /52\.95\.0\.0\/16/,
    PEERING,
  ),
  opens("the instance metadata to an interface", { ...to("169.254.0.0/16"), ...ENI }, /169\.254\.0\.0\/16/),
  opens(
    "a core network",
    {
      ...to("10.99.0.0/16"),
      core_network_arn: "arn:aws:networkmanager::999988887777:core-network/core-network-0123456789abcdef0",
    },
    /core-network/,
  ),
  opens(
    "a NAT gateway that no stack has",
    { ...to("0.0.0.0/0"), nat_gateway_id: "nat-0123456789abcdef0" },
    /nat-0123456789abcdef0/,
  ),
  elsewhere(
    "routes that a VPN writes itself",
    RETAIL,
    adds("network", VPN, [
      "aws_vpn_gateway_route_propagation",
      "own",
      { ...PRIVATE, vpn_gateway_id: "${aws_vpn_gateway.own.id}" },
    ]),
    "aws_vpn_gateway_route_propagation.own",
    /aws_vpn_gateway\.own/,
  ),
  elsewhere(
    "routes that a VPN writes into a table",
    RETAIL,
    changes(
      "network",
      "aws_route_table.private",
      (each) => (each["propagating_vgws"] = ["vgw-0123456789abcdef0"]),
    ),
    "aws_route_table.private",
    /vgw-0123456789abcdef0/,
  ),
  elsewhere(
    "an inline route to an interface",
    RETAIL,
    changes(
      "network",
      "aws_route_table.private",
      (each) => (each["route"] = [{ cidr_block: "10.20.0.0/24", ...ENI }]),
    ),
    "aws_route_table.private",
    /10\.20\.0\.0\/24/,
  ),
  elsewhere(
    "a part of the operators to another peering",
    MLAPP,
    adds("network", PEERING, route({ ...to("10.96.0.128/25"), ...TO_PEERING })),
    "aws_route.own",
    /takes packets from 10\.96\.0\.0\/24/,
  ),
  elsewhere(
    "a part of the operators to an interface",
    MLAPP,
    adds("network", route({ ...to("10.96.0.128/25"), ...ENI })),
    "aws_route.own",
    /10\.96\.0\.128\/25/,
  ),
  elsewhere(
    "operators to another transit gateway",
    ML,
    adds(
      "network",
      TGW,
      route({ ...to("10.64.0.0/16"), transit_gateway_id: "tgw-0fedcba9876543210" }, PRIVATE_A),
    ),
    "aws_route.own",
    /takes packets from 10\.0\.0\.0\/8/,
  ),
  elsewhere(
    "addresses of AWS around the NAT gateway",
    ML,
    adds("network", route({ ...to("52.95.0.0/16"), ...ENI }, PRIVATE_A)),
    "aws_route.own",
    /52\.95\.0\.0\/16/,
  ),
  elsewhere(
    "a default route by two halves to an interface",
    ML,
    adds("network", route({ ...to("0.0.0.0/1"), ...ENI }, PRIVATE_A)),
    "aws_route.own",
    /0\.0\.0\.0\/1|unknown target/,
  ),
  elsewhere(
    "public subnets to an interface of a stranger",
    RETAIL,
    adds("network", route({ ...to("10.0.101.0/24"), ...ENI }, table("public"))),
    "aws_route.own",
    /10\.0\.101\.0\/24/,
  ),
  elsewhere(
    "the internet for each subnet without a table",
    RETAIL,
    adds("network", ["aws_main_route_table_association", "own", { vpc_id: VPC, ...table("public") }]),
    "aws_main_route_table_association.own",
    /internet/,
  ),
  elsewhere(
    "the internet by the table that AWS creates with the VPC",
    RETAIL,
    adds("network", [
      "aws_default_route_table",
      "own",
      {
        default_route_table_id: "${aws_vpc.main.default_route_table_id}",
        route: [{ cidr_block: "0.0.0.0/0", gateway_id: "igw-0123456789abcdef0" }],
      },
    ]),
    "aws_default_route_table.own",
    /leads each subnet without a table of its own to the internet/,
  ),
  elsewhere(
    "more clients by the attachment",
    MLAPP,
    changes(
      "network",
      "aws_route.runners_10_96_0_0_24_private",
      (each) => (each["destination_cidr_block"] = "10.96.0.0/16"),
    ),
    "aws_route.runners_10_96_0_0_24_private",
    /10\.96\.0\.0\/16/,
  ),
];

const fits = (what: string, edit: Edit, environment = RETAIL): Case => ({ what, environment, edit });

const OWN_SUBNET: readonly Block[] = [
  ["aws_subnet", "own", { vpc_id: VPC, cidr_block: "10.0.200.0/24", availability_zone: "ap-southeast-1a" }],
  ["aws_route_table", "own", { vpc_id: VPC }],
  [
    "aws_route_table_association",
    "own",
    { subnet_id: "${aws_subnet.own.id}", route_table_id: "${aws_route_table.own.id}" },
  ],
];

export const ROUTES_THAT_FIT: readonly Case[] = [
  fits("an own private subnet with a table of its own", adds("network", ...OWN_SUBNET)),
  fits(
    "S3 for a table of one's own",
    adds("network", ...OWN_SUBNET, [
      "aws_vpc_endpoint_route_table_association",
      "own",
      { route_table_id: "${aws_route_table.own.id}", vpc_endpoint_id: "${aws_vpc_endpoint.s3.id}" },
    ]),
  ),
  fits(
    "the private table for each subnet without one",
    adds("network", ["aws_main_route_table_association", "own", { vpc_id: VPC, ...PRIVATE }]),
  ),
  fits("a table without subnets", adds("network", ["aws_route_table", "own", { vpc_id: VPC }])),
  fits(
    "a part of the operators by their own peering",
    adds(
      "network",
      route({
        ...to("10.96.0.0/25"),
        vpc_peering_connection_id: "${aws_vpc_peering_connection.runners.id}",
      }),
    ),
    MLAPP,
  ),
  fits(
    "the route of the operators inline",
    both(
      changes(
        "network",
        "aws_route_table.private",
        (each) =>
          (each["route"] = [
            {
              cidr_block: "10.96.0.0/24",
              vpc_peering_connection_id: "${aws_vpc_peering_connection.runners.id}",
            },
          ]),
      ),
      ({ network }) => delete network["resource"]["aws_route"].runners_10_96_0_0_24_private,
    ),
    MLAPP,
  ),
];
