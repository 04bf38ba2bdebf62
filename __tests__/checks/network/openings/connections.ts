import { type Edit } from "../../../support/findings";
import {
  type Block,
  type Case,
  ML,
  MLAPP,
  type OpeningCase,
  RETAIL,
  VPC,
  adds,
  changes,
  group,
} from "./case";

const PRIVATE_A = "${aws_subnet.private_a.id}";
const PRIVATE_SUBNETS = [{ subnet_id: PRIVATE_A }, { subnet_id: "${aws_subnet.private_b.id}" }];
const PEERING = "aws_vpc_peering_connection.runners";

const EVERYTHING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

const opens = (what: string, words: RegExp, [type, name, body]: Block): OpeningCase => ({
  what,
  environment: RETAIL,
  edit: adds("network", [type, name, body]),
  address: `${type}.${name}`,
  words,
});

const fits = (what: string, edit: Edit, environment = RETAIL): Case => ({ what, environment, edit });

const asksForNames = (answers: boolean | string): Edit =>
  changes("network", PEERING, (peering) => {
    peering["requester"] = [{ allow_remote_vpc_dns_resolution: answers }];
  });

/** Connections of other networks: routes, names, copies and policies. */
export const CONNECTIONS_THAT_OPEN: readonly OpeningCase[] = [
  opens("names of the VPC for a peer", /names/, [
    "aws_vpc_peering_connection_options",
    "own",
    {
      vpc_peering_connection_id: "pcx-0123456789abcdef0",
      accepter: { allow_remote_vpc_dns_resolution: true },
    },
  ]),
  {
    what: "names of the VPC for the peer of the file",
    environment: MLAPP,
    edit: asksForNames("true"),
    address: PEERING,
    words: /names/,
  },
  opens("everything from a transit gateway", /0\.0\.0\.0\/0/, [
    "aws_ec2_transit_gateway_route",
    "own",
    {
      destination_cidr_block: "0.0.0.0/0",
      transit_gateway_attachment_id: "tgw-attach-0123456789abcdef0",
      transit_gateway_route_table_id: "tgw-rtb-0123456789abcdef0",
    },
  ]),
  opens("a copy of packets", /copies/, [
    "aws_ec2_traffic_mirror_session",
    "own",
    {
      network_interface_id: "eni-0123456789abcdef0",
      session_number: 1,
      traffic_mirror_filter_id: "tmf-0123456789abcdef0",
      traffic_mirror_target_id: "tmt-0123456789abcdef0",
    },
  ]),
  opens("an accelerator of the internet", /internet/, [
    "aws_globalaccelerator_accelerator",
    "own",
    { name: "own" },
  ]),
  opens("an instance with a public address", /public address/, [
    "aws_instance",
    "own",
    {
      ami: "ami-0123456789abcdef0",
      instance_type: "m7i.large",
      subnet_id: PRIVATE_A,
      associate_public_ip_address: true,
    },
  ]),
  opens("a resolver that no attachment uses", /queries/, [
    "aws_route53_resolver_endpoint",
    "own",
    { direction: "INBOUND", security_group_ids: [group("endpoints")], ip_address: PRIVATE_SUBNETS },
  ]),
  opens("a range without a subnet", /100\.64\.0\.0\/16/, [
    "aws_vpc_ipv4_cidr_block_association",
    "own",
    { vpc_id: VPC, cidr_block: "100.64.0.0/16" },
  ]),
  opens("another policy of S3 for everything", /allows \*/, [
    "aws_vpc_endpoint_policy",
    "own",
    { vpc_endpoint_id: "${aws_vpc_endpoint.s3.id}", policy: EVERYTHING },
  ]),
];

export const CONNECTIONS_THAT_FIT: readonly Case[] = [
  fits("a peering whose peer gets no names", asksForNames(false), MLAPP),
  fits(
    "a route of a transit gateway that drops packets",
    adds("network", [
      "aws_ec2_transit_gateway_route",
      "own",
      {
        destination_cidr_block: "10.99.0.0/16",
        blackhole: true,
        transit_gateway_route_table_id: "tgw-rtb-0123456789abcdef0",
      },
    ]),
    ML,
  ),
  fits(
    "the route of a transit gateway to the VPC",
    adds("network", [
      "aws_ec2_transit_gateway_route",
      "own",
      {
        destination_cidr_block: "10.32.0.0/16",
        transit_gateway_attachment_id: "${aws_ec2_transit_gateway_vpc_attachment.organization.id}",
        transit_gateway_route_table_id: "tgw-rtb-0123456789abcdef0",
      },
    ]),
    ML,
  ),
  fits(
    "an instance without a public address",
    adds("network", [
      "aws_instance",
      "own",
      { ami: "ami-0123456789abcdef0", instance_type: "m7i.large", subnet_id: PRIVATE_A },
    ]),
  ),
  fits(
    "a resolver that forwards queries of the company",
    adds("network", [
      "aws_route53_resolver_endpoint",
      "own",
      { direction: "OUTBOUND", security_group_ids: [group("endpoints")], ip_address: PRIVATE_SUBNETS },
    ]),
  ),
  fits(
    "a range with a subnet",
    adds(
      "network",
      ["aws_vpc_ipv4_cidr_block_association", "own", { vpc_id: VPC, cidr_block: "100.64.0.0/16" }],
      [
        "aws_subnet",
        "own",
        {
          vpc_id: "${aws_vpc_ipv4_cidr_block_association.own.vpc_id}",
          cidr_block: "100.64.0.0/18",
          availability_zone: "ap-southeast-1a",
        },
      ],
    ),
  ),
];
