import { type Editable } from "../../../support/altered";
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

/** Cases with a rule for the members of a group. */
const by =
  (direction: "ingress" | "egress", of: string, ...blocks: readonly Block[]) =>
  (what: string, body: Editable, words: RegExp, ...others: readonly Block[]): OpeningCase => ({
    what,
    environment: RETAIL,
    edit: adds("network", rule(direction, of, body), ...blocks, ...others),
    address: `aws_vpc_security_group_${direction}_rule.own`,
    words,
  });

const OLDER_ALL = { protocol: "-1", from_port: 0, to_port: 0 };

const byOlder = (what: string, of: string, body: Editable, words: RegExp): OpeningCase => ({
  what: `${what} by a rule of the older type`,
  environment: RETAIL,
  edit: adds("network", [
    "aws_security_group_rule",
    "own",
    { type: "ingress", description: "own", security_group_id: group(of), ...body },
  ]),
  address: "aws_security_group_rule.own",
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
const on = (ports: Editable, cidr: string): Editable => ({ ...ports, cidr_ipv4: cidr });
const members = (name: string): Editable => ({ referenced_security_group_id: group(name) });
const STRANGER = { referenced_security_group_id: "sg-0123456789abcdef0" };
const CLUSTER_GROUP = "${aws_eks_cluster.main.vpc_config[0].cluster_security_group_id}";

const intoNodes = by("ingress", "nodes");
const outOfNodes = by("egress", "nodes");
const intoApi = by("ingress", "control_plane");
const intoEndpoints = by("ingress", "endpoints");
const intoLoadBalancers = by("ingress", "alb");
const outOfLoadBalancers = by("egress", "alb");
const intoOwn = by("ingress", "own", OWN);
const intoDefault = by("ingress", "${aws_default_security_group.default.id}");

export const RULES_THAT_OPEN: readonly OpeningCase[] = [
  intoNodes("10.0.0.0/8 on all ports to nodes", on(ALL, "10.0.0.0/8"), /10\.0\.0\.0\/8/),
  intoNodes("the VPC on all ports to nodes", on(ALL, "10.0.0.0/16"), /10\.0\.0\.0\/16/),
  intoNodes("the range of the VPC by reference", on(ALL, "${aws_vpc.main.cidr_block}"), /10\.0\.0\.0\/16/),
  intoNodes("the VPC on one port to nodes", on(tcp(443), "10.0.0.0/16"), /TCP 443/),
  intoNodes("operators with SSH to nodes", on(tcp(22), "10.20.0.0/24"), /TCP 22/),
  intoNodes("IPv6 to nodes", { ...tcp(443), cidr_ipv6: "::/0" }, /::\/0/),
  intoNodes("unique local IPv6 addresses to nodes", { ...ALL, cidr_ipv6: "fd00::/8" }, /fd00::\/8/),
  outOfNodes("nodes to 10.0.0.0/8", on(ALL, "10.0.0.0/8"), /10\.0\.0\.0\/8/),
  outOfNodes("nodes to one address of the internet", on(tcp(443), "203.0.113.7/32"), /203\.0\.113\.7/),
  outOfNodes("nodes to IPv6", { ...tcp(443), cidr_ipv6: "::/0" }, /::\/0/),
  outOfNodes("nodes to half of the internet", on(tcp(443), "0.0.0.0/1"), /0\.0\.0\.0\/1/),
  outOfNodes("nodes to a narrow part of the internet", on(tcp(443), "52.0.0.0/8"), /52\.0\.0\.0\/8/),
  outOfNodes(
    "nodes to the prefix list of another service",
    { ...tcp(443), prefix_list_id: "${data.aws_ec2_managed_prefix_list.own.id}" },
    /DynamoDB/,
    ["data.aws_ec2_managed_prefix_list", "own", { name: "com.amazonaws.ap-southeast-1.dynamodb" }],
  ),
  intoNodes(
    "a prefix list with every address",
    { ...tcp(8080), ...LIST },
    /0\.0\.0\.0\/0/,
    list(["0.0.0.0/0"]),
  ),
  intoNodes(
    "a prefix list with a stranger",
    { ...tcp(8080), ...LIST },
    /192\.0\.2\.0\/24/,
    list(["10.0.1.0/24", "192.0.2.0/24"]),
  ),
  intoNodes(
    "a prefix list whose entry is a block of its own",
    { ...tcp(8080), ...LIST },
    /192\.0\.2\.0\/24/,
    list([]),
    ["aws_ec2_managed_prefix_list_entry", "own", { ...LIST, cidr: "192.0.2.0/24" }],
  ),
  intoNodes(
    "a foreign prefix list",
    { ...tcp(8080), prefix_list_id: "pl-0123456789abcdef0" },
    /pl-0123456789abcdef0/,
  ),
  intoApi("10.0.0.0/8 to the Kubernetes API", on(tcp(443), "10.0.0.0/8"), /10\.0\.0\.0\/8/),
  intoApi(
    "a range beside that of the operators to the API",
    on(tcp(443), "10.21.0.0/24"),
    /10\.21\.0\.0\/24/,
  ),
  intoApi("a foreign group to the API", { ...tcp(443), ...STRANGER }, /sg-0123456789abcdef0/),
  intoEndpoints(
    "the VPC to the endpoints, which no key states",
    on(tcp(443), "10.0.0.0/16"),
    /10\.0\.0\.0\/16/,
  ),
  intoEndpoints("another network to the endpoints", on(tcp(443), "10.99.0.0/16"), /10\.99\.0\.0\/16/),
  intoEndpoints("a foreign group to the endpoints", { ...tcp(443), ...STRANGER }, /sg-0123456789abcdef0/),
  intoLoadBalancers("the internet to a port without a listener", on(tcp(8443), "0.0.0.0/0"), /0\.0\.0\.0\/0/),
  intoLoadBalancers(
    "the internet to all ports between two listeners",
    on(tcp(80, 443), "0.0.0.0/0"),
    /0\.0\.0\.0\/0/,
  ),
  intoNodes("a foreign group to all ports of nodes", { ...ALL, ...STRANGER }, /sg-0123456789abcdef0/),
  intoNodes("load balancers to all ports of nodes", { ...ALL, ...members("alb") }, /every protocol and port/),
  intoNodes("an own group to SSH of nodes", { ...tcp(22), ...members("own") }, /TCP 22/, OWN),
  outOfLoadBalancers("load balancers to anywhere", on(ALL, "0.0.0.0/0"), /0\.0\.0\.0\/0/),
  intoNodes(
    "ICMP of the internet",
    { ip_protocol: "icmp", from_port: -1, to_port: -1, cidr_ipv4: "0.0.0.0/0" },
    /0\.0\.0\.0\/0/,
  ),
  intoNodes("a protocol by number", { ip_protocol: "50", cidr_ipv4: "10.20.0.0/24" }, /10\.20\.0\.0\/24/),
  intoOwn("an own group that admits the internet", on(tcp(443), "0.0.0.0/0"), /0\.0\.0\.0\/0/),
  intoOwn("an own group that admits every port of 10.0.0.0/8", on(ALL, "10.0.0.0/8"), /10\.0\.0\.0\/8/),
  intoDefault("a rule of the default group", on(ALL, "10.0.0.0/8"), /10\.0\.0\.0\/8/),
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
  byOlder("10.0.0.0/8 to nodes", "nodes", { ...OLDER_ALL, cidr_blocks: ["10.0.0.0/8"] }, /10\.0\.0\.0\/8/),
  byOlder(
    "members of the load balancers' group to each other",
    "alb",
    { protocol: "tcp", from_port: 0, to_port: 65535, self: true },
    /aws_security_group\.alb/,
  ),
  {
    what: "10.0.0.0/8 to nodes by an inline rule",
    environment: RETAIL,
    edit: changes("network", "aws_security_group.nodes", (nodes) => {
      nodes["ingress"] = [{ ...OLDER_ALL, cidr_blocks: ["10.0.0.0/8"] }];
    }),
    address: "aws_security_group.nodes",
    words: /10\.0\.0\.0\/8/,
  },
  {
    what: "10.0.0.0/8 to the cluster security group of EKS",
    environment: RETAIL,
    edit: adds("cluster", rule("ingress", CLUSTER_GROUP, on(ALL, "10.0.0.0/8"))),
    address: `${INGRESS}.own`,
    words: /10\.0\.0\.0\/8/,
  },
  {
    what: "10.0.0.0/8 to pods on Fargate",
    environment: MLAPP,
    edit: adds("cluster", rule("ingress", CLUSTER_GROUP, on(tcp(8000), "10.0.0.0/8"))),
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
    rule("egress", "nodes", { ...tcp(5432), ...members("own") }),
    rule("ingress", "own", { ...tcp(5432), ...members("nodes") }),
  ),
  fits(
    "an own group that admits one port from the VPC",
    OWN,
    rule("ingress", "own", on(tcp(8443), "10.0.0.0/16")),
  ),
  fits(
    "an own group that admits one port from operators",
    OWN,
    rule("ingress", "own", on(tcp(8443), "10.96.0.0/24")),
  ),
  fits("members of an own group to each other", OWN, rule("ingress", "own", { ...ALL, ...members("own") })),
  fits("an own group to one port of the VPC", OWN, rule("egress", "own", on(tcp(443), "10.0.0.0/16"))),
  fits("a second prefix list that no rule names", list(["10.96.0.0/24"])),
  fits("the rule of load balancers twice", rule("ingress", "nodes", { ...tcp(8080), ...members("alb") })),
  fits(
    "listeners for both halves of the internet",
    ...["0.0.0.0/1", "128.0.0.0/1"].map((cidr, index) =>
      rule("ingress", "alb", on(tcp(443), cidr), `own_${index}`),
    ),
  ),
  fits("listeners for a part of their clients", rule("ingress", "alb", on(tcp(443), "203.0.113.0/24"))),
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
