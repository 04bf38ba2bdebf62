import { type Editable } from "../../../../support/altered";
import {
  ALL,
  type Block,
  type Case,
  MLAPP,
  type OpeningCase,
  RETAIL,
  VPC,
  adds,
  both,
  changes,
  group,
  rule,
  tcp,
} from "./case";

const INGRESS = "aws_vpc_security_group_ingress_rule";
const EGRESS = "aws_vpc_security_group_egress_rule";

const opens = (
  what: string,
  direction: "ingress" | "egress",
  of: string,
  body: Editable,
  words: RegExp,
  ...others: readonly Block[]
): OpeningCase => ({
  what,
  environment: RETAIL,
  edit: adds("network", rule(direction, of, body), ...others),
  address: `aws_vpc_security_group_${direction}_rule.own`,
  words,
});

const widens = (
  what: string,
  address: string,
  edit: (config: Editable) => void,
  words: RegExp,
): OpeningCase => ({ what, environment: RETAIL, edit: changes("network", address, edit), address, words });

const list = (entries: readonly string[]): Block => [
  "aws_ec2_managed_prefix_list",
  "own",
  {
    name: "own",
    address_family: "IPv4",
    max_entries: entries.length,
    entry: entries.map((cidr) => ({ cidr })),
  },
];
const LIST = { prefix_list_id: "${aws_ec2_managed_prefix_list.own.id}" };
const OWN: Block = ["aws_security_group", "own", { name: "own", description: "own", vpc_id: VPC }];
const CLUSTER_GROUP = "${aws_eks_cluster.main.vpc_config[0].cluster_security_group_id}";

export const RULES_THAT_OPEN: readonly OpeningCase[] = [
  opens(
    "10.0.0.0/8 on all ports to nodes",
    "ingress",
    "nodes",
    { ...ALL, cidr_ipv4: "10.0.0.0/8" },
    /10\.0\.0\.0\/8/,
  ),
  opens(
    "the VPC on all ports to nodes",
    "ingress",
    "nodes",
    { ...ALL, cidr_ipv4: "10.0.0.0/16" },
    /10\.0\.0\.0\/16/,
  ),
  opens(
    "the range of the VPC by reference",
    "ingress",
    "nodes",
    { ...ALL, cidr_ipv4: "${aws_vpc.main.cidr_block}" },
    /10\.0\.0\.0\/16/,
  ),
  opens(
    "the VPC on one port to nodes",
    "ingress",
    "nodes",
    { ...tcp(443), cidr_ipv4: "10.0.0.0/16" },
    /TCP 443/,
  ),
  opens(
    "operators with SSH to nodes",
    "ingress",
    "nodes",
    { ...tcp(22), cidr_ipv4: "10.20.0.0/24" },
    /TCP 22/,
  ),
  opens("IPv6 to nodes", "ingress", "nodes", { ...tcp(443), cidr_ipv6: "::/0" }, /::\/0/),
  opens(
    "unique local IPv6 addresses to nodes",
    "ingress",
    "nodes",
    { ...ALL, cidr_ipv6: "fd00::/8" },
    /fd00::\/8/,
  ),
  opens("nodes to 10.0.0.0/8", "egress", "nodes", { ...ALL, cidr_ipv4: "10.0.0.0/8" }, /10\.0\.0\.0\/8/),
  opens(
    "nodes to one address of the internet",
    "egress",
    "nodes",
    { ...tcp(443), cidr_ipv4: "203.0.113.7/32" },
    /203\.0\.113\.7/,
  ),
  opens("nodes to IPv6", "egress", "nodes", { ...tcp(443), cidr_ipv6: "::/0" }, /::\/0/),
  opens(
    "nodes to half of the internet",
    "egress",
    "nodes",
    { ...tcp(443), cidr_ipv4: "0.0.0.0/1" },
    /0\.0\.0\.0\/1/,
  ),
  opens(
    "nodes to a narrow part of the internet",
    "egress",
    "nodes",
    { ...tcp(443), cidr_ipv4: "52.0.0.0/8" },
    /52\.0\.0\.0\/8/,
  ),
  opens(
    "nodes to the prefix list of another service",
    "egress",
    "nodes",
    { ...tcp(443), prefix_list_id: "${data.aws_ec2_managed_prefix_list.own.id}" },
    /dynamodb/,
    ["data.aws_ec2_managed_prefix_list", "own", { name: "com.amazonaws.ap-southeast-1.dynamodb" }],
  ),
  opens(
    "a prefix list with every address",
    "ingress",
    "nodes",
    { ...tcp(8080), ...LIST },
    /0\.0\.0\.0\/0/,
    list(["0.0.0.0/0"]),
  ),
  opens(
    "a prefix list with a stranger",
    "ingress",
    "nodes",
    { ...tcp(8080), ...LIST },
    /192\.0\.2\.0\/24/,
    list(["10.0.1.0/24", "192.0.2.0/24"]),
  ),
  opens(
    "a prefix list whose entry is a block of its own",
    "ingress",
    "nodes",
    { ...tcp(8080), ...LIST },
    /192\.0\.2\.0\/24/,
    list([]),
    ["aws_ec2_managed_prefix_list_entry", "own", { ...LIST, cidr: "192.0.2.0/24" }],
  ),
  opens(
    "a foreign prefix list",
    "ingress",
    "nodes",
    { ...tcp(8080), prefix_list_id: "pl-0123456789abcdef0" },
    /pl-0123456789abcdef0/,
  ),
  opens(
    "10.0.0.0/8 to the Kubernetes API",
    "ingress",
    "control_plane",
    { ...tcp(443), cidr_ipv4: "10.0.0.0/8" },
    /10\.0\.0\.0\/8/,
  ),
  opens(
    "a range beside that of the operators to the API",
    "ingress",
    "control_plane",
    { ...tcp(443), cidr_ipv4: "10.21.0.0/24" },
    /10\.21\.0\.0\/24/,
  ),
  opens(
    "a foreign group to the API",
    "ingress",
    "control_plane",
    { ...tcp(443), referenced_security_group_id: "sg-0123456789abcdef0" },
    /sg-0123456789abcdef0/,
  ),
  opens(
    "the VPC to the endpoints, which no key states",
    "ingress",
    "endpoints",
    { ...tcp(443), cidr_ipv4: "10.0.0.0/16" },
    /10\.0\.0\.0\/16/,
  ),
  opens(
    "another network to the endpoints",
    "ingress",
    "endpoints",
    { ...tcp(443), cidr_ipv4: "10.99.0.0/16" },
    /10\.99\.0\.0\/16/,
  ),
  opens(
    "a foreign group to the endpoints",
    "ingress",
    "endpoints",
    { ...tcp(443), referenced_security_group_id: "sg-0123456789abcdef0" },
    /sg-0123456789abcdef0/,
  ),
  opens(
    "the internet to a port without a listener",
    "ingress",
    "alb",
    { ...tcp(8443), cidr_ipv4: "0.0.0.0/0" },
    /0\.0\.0\.0\/0/,
  ),
  opens(
    "the internet to all ports between two listeners",
    "ingress",
    "alb",
    { ...tcp(80, 443), cidr_ipv4: "0.0.0.0/0" },
    /0\.0\.0\.0\/0/,
  ),
  opens(
    "a foreign group to all ports of nodes",
    "ingress",
    "nodes",
    { ...ALL, referenced_security_group_id: "sg-0123456789abcdef0" },
    /sg-0123456789abcdef0/,
  ),
  opens(
    "load balancers to all ports of nodes",
    "ingress",
    "nodes",
    { ...ALL, referenced_security_group_id: group("alb") },
    /every protocol and port/,
  ),
  opens(
    "an own group to SSH of nodes",
    "ingress",
    "nodes",
    { ...tcp(22), referenced_security_group_id: group("own") },
    /TCP 22/,
    OWN,
  ),
  opens("load balancers to anywhere", "egress", "alb", { ...ALL, cidr_ipv4: "0.0.0.0/0" }, /0\.0\.0\.0\/0/),
  opens(
    "ICMP of the internet",
    "ingress",
    "nodes",
    { ip_protocol: "icmp", from_port: -1, to_port: -1, cidr_ipv4: "0.0.0.0/0" },
    /0\.0\.0\.0\/0/,
  ),
  opens(
    "a protocol by number",
    "ingress",
    "nodes",
    { ip_protocol: "50", cidr_ipv4: "10.20.0.0/24" },
    /10\.20\.0\.0\/24/,
  ),
  opens(
    "an own group that admits the internet",
    "ingress",
    "own",
    { ...tcp(443), cidr_ipv4: "0.0.0.0/0" },
    /0\.0\.0\.0\/0/,
    OWN,
  ),
  opens(
    "an own group that admits every port of 10.0.0.0/8",
    "ingress",
    "own",
    { ...ALL, cidr_ipv4: "10.0.0.0/8" },
    /10\.0\.0\.0\/8/,
    OWN,
  ),
  opens(
    "a rule of the default group",
    "ingress",
    "${aws_default_security_group.default.id}",
    { ...ALL, cidr_ipv4: "10.0.0.0/8" },
    /10\.0\.0\.0\/8/,
  ),
  widens(
    "all ports of the endpoints",
    `${INGRESS}.endpoints_from_nodes_443`,
    (each) => (each["ip_protocol"] = "-1"),
    /every protocol and port/,
  ),
  widens(
    "more ports of nodes",
    `${INGRESS}.nodes_from_alb_8080`,
    (each) => (each["to_port"] = 9000),
    /TCP 8080-9000/,
  ),
  widens(
    "more operators",
    `${INGRESS}.control_plane_from_10_20_0_0_24_443`,
    (each) => (each["cidr_ipv4"] = "10.20.0.0/16"),
    /10\.20\.0\.0\/16/,
  ),
  widens(
    "more ports of operators",
    `${INGRESS}.control_plane_from_10_20_0_0_24_443`,
    (each) => (each["from_port"] = 1),
    /TCP 1-443/,
  ),
  widens(
    "nodes to all ports of the control plane",
    `${EGRESS}.nodes_to_control_plane_443`,
    (each) => (each["ip_protocol"] = "-1"),
    /every protocol and port/,
  ),
  {
    what: "10.0.0.0/8 to nodes by a rule of the older type",
    environment: RETAIL,
    edit: adds("network", [
      "aws_security_group_rule",
      "own",
      {
        type: "ingress",
        description: "own",
        security_group_id: group("nodes"),
        protocol: "-1",
        from_port: 0,
        to_port: 0,
        cidr_blocks: ["10.0.0.0/8"],
      },
    ]),
    address: "aws_security_group_rule.own",
    words: /10\.0\.0\.0\/8/,
  },
  {
    what: "members of the load balancers' group to each other by a rule of the older type",
    environment: RETAIL,
    edit: adds("network", [
      "aws_security_group_rule",
      "own",
      {
        type: "ingress",
        description: "own",
        security_group_id: group("alb"),
        protocol: "tcp",
        from_port: 0,
        to_port: 65535,
        self: true,
      },
    ]),
    address: "aws_security_group_rule.own",
    words: /aws_security_group\.alb/,
  },
  {
    what: "10.0.0.0/8 to nodes by an inline rule",
    environment: RETAIL,
    edit: changes("network", "aws_security_group.nodes", (nodes) => {
      nodes["ingress"] = [{ protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["10.0.0.0/8"] }];
    }),
    address: "aws_security_group.nodes",
    words: /10\.0\.0\.0\/8/,
  },
  {
    what: "10.0.0.0/8 to the cluster security group of EKS",
    environment: RETAIL,
    edit: adds("cluster", rule("ingress", CLUSTER_GROUP, { ...ALL, cidr_ipv4: "10.0.0.0/8" })),
    address: `${INGRESS}.own`,
    words: /10\.0\.0\.0\/8/,
  },
  {
    what: "10.0.0.0/8 to pods on Fargate",
    environment: MLAPP,
    edit: adds("cluster", rule("ingress", CLUSTER_GROUP, { ...tcp(8000), cidr_ipv4: "10.0.0.0/8" })),
    address: `${INGRESS}.own`,
    words: /10\.0\.0\.0\/8/,
  },
];

const DATABASE: Block = [
  "aws_db_instance",
  "own",
  {
    identifier: "own",
    engine: "postgres",
    instance_class: "db.t4g.micro",
    vpc_security_group_ids: [group("own")],
  },
];

const fits = (what: string, ...blocks: readonly Block[]): Case => ({
  what,
  environment: RETAIL,
  edit: adds("network", ...blocks),
});

/** The rule of the operators in another form. */
const operatorsBy = (what: string, bodies: readonly Editable[], ...others: readonly Block[]): Case => ({
  what,
  environment: MLAPP,
  edit: both(
    adds(
      "network",
      ...bodies.map((body, index) =>
        rule("ingress", "control_plane", { ...tcp(443), ...body }, `own_${index}`),
      ),
      ...others,
    ),
    ({ network }) => delete network["resource"][INGRESS].control_plane_from_10_96_0_0_24_443,
  ),
});

export const RULES_THAT_FIT: readonly Case[] = [
  fits("an own group without rules", OWN),
  fits(
    "an own database, with a rule at both ends",
    OWN,
    DATABASE,
    rule("egress", "nodes", { ...tcp(5432), referenced_security_group_id: group("own") }),
    rule("ingress", "own", { ...tcp(5432), referenced_security_group_id: group("nodes") }),
  ),
  fits(
    "an own group that admits one port from the VPC",
    OWN,
    rule("ingress", "own", { ...tcp(8443), cidr_ipv4: "10.0.0.0/16" }),
  ),
  fits(
    "an own group that admits one port from operators",
    OWN,
    rule("ingress", "own", { ...tcp(8443), cidr_ipv4: "10.96.0.0/24" }),
  ),
  fits(
    "members of an own group to each other",
    OWN,
    rule("ingress", "own", { ...ALL, referenced_security_group_id: group("own") }),
  ),
  fits(
    "an own group to one port of the VPC",
    OWN,
    rule("egress", "own", { ...tcp(443), cidr_ipv4: "10.0.0.0/16" }),
  ),
  fits("a second prefix list that no rule names", list(["10.96.0.0/24"])),
  fits(
    "the rule of load balancers twice",
    rule("ingress", "nodes", { ...tcp(8080), referenced_security_group_id: group("alb") }),
  ),
  fits(
    "listeners for both halves of the internet",
    ...["0.0.0.0/1", "128.0.0.0/1"].map((cidr, index) =>
      rule("ingress", "alb", { ...tcp(443), cidr_ipv4: cidr }, `own_${index}`),
    ),
  ),
  fits(
    "listeners for a part of their clients",
    rule("ingress", "alb", { ...tcp(443), cidr_ipv4: "203.0.113.0/24" }),
  ),
  operatorsBy("operators by two halves", [{ cidr_ipv4: "10.96.0.0/25" }, { cidr_ipv4: "10.96.0.128/25" }]),
  operatorsBy("operators by a prefix list", [LIST], list(["10.96.0.0/24"])),
  operatorsBy(
    "operators by a prefix list with two entries",
    [LIST],
    list(["10.96.0.0/25", "10.96.0.128/25"]),
  ),
  {
    what: "fewer operators, with a narrower route",
    environment: MLAPP,
    edit: both(
      operatorsBy("", [{ cidr_ipv4: "10.96.0.0/25" }]).edit,
      changes("network", "aws_route.runners_10_96_0_0_24_private", (route) => {
        route["destination_cidr_block"] = "10.96.0.0/25";
      }),
    ),
  },
  operatorsBy("operators with the protocol by number", [{ ip_protocol: "6", cidr_ipv4: "10.96.0.0/24" }]),
];
