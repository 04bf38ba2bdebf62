import { type Layer } from "../../../../src/base/layers";
import { type Editable } from "../../../support/altered";
import {
  type Case,
  ML,
  MLAPP,
  OPTION_B,
  type OpeningCase,
  RETAIL,
  VPC,
  adds,
  both,
  changes,
  group,
} from "./case";

const FOREIGN_GROUP = "sg-0123456789abcdef0";
const FOREIGN_SUBNET = "subnet-0123456789abcdef0";

/** Adds an id to a list. A step of the path enters the first of nested blocks. */
const adding =
  (id: string, ...path: readonly string[]) =>
  (config: Editable): void => {
    const key = path.at(-1) ?? "";
    const holder = path.slice(0, -1).reduce<Editable>((block, step) => {
      const inner = block[step] as Editable | readonly Editable[];
      return Array.isArray(inner) ? ((inner as readonly Editable[])[0] as Editable) : inner;
    }, config);
    holder[key] = [...((holder[key] as readonly string[] | undefined) ?? []), id];
  };

type Member = readonly [
  what: string,
  environment: string,
  layer: Layer,
  address: string,
  edit: (config: Editable) => void,
];

/** Subnets and security groups that no block of the stacks has, on generated blocks. */
const MEMBERS: readonly Member[] = [
  [
    "a group on nodes",
    RETAIL,
    "cluster",
    "aws_launch_template.general",
    adding(FOREIGN_GROUP, "network_interfaces", "security_groups"),
  ],
  [
    "a group on nodes by the template itself",
    RETAIL,
    "cluster",
    "aws_launch_template.general",
    adding(FOREIGN_GROUP, "vpc_security_group_ids"),
  ],
  [
    "a group on the control plane",
    RETAIL,
    "cluster",
    "aws_eks_cluster.main",
    adding(FOREIGN_GROUP, "vpc_config", "security_group_ids"),
  ],
  [
    "a subnet of the control plane",
    RETAIL,
    "cluster",
    "aws_eks_cluster.main",
    adding(FOREIGN_SUBNET, "vpc_config", "subnet_ids"),
  ],
  [
    "a subnet of nodes",
    RETAIL,
    "cluster",
    "aws_eks_node_group.general_a",
    adding(FOREIGN_SUBNET, "subnet_ids"),
  ],
  [
    "a subnet of pods on Fargate",
    MLAPP,
    "cluster",
    "aws_eks_fargate_profile.fargate",
    adding(FOREIGN_SUBNET, "subnet_ids"),
  ],
  [
    "a group on a load balancer",
    OPTION_B,
    "network",
    "aws_lb.demo",
    adding(FOREIGN_GROUP, "security_groups"),
  ],
  ["a subnet of a load balancer", OPTION_B, "network", "aws_lb.demo", adding(FOREIGN_SUBNET, "subnets")],
  [
    "a group on an endpoint",
    RETAIL,
    "network",
    "aws_vpc_endpoint.sts",
    adding(FOREIGN_GROUP, "security_group_ids"),
  ],
  [
    "a subnet of an endpoint",
    RETAIL,
    "network",
    "aws_vpc_endpoint.sts",
    adding(FOREIGN_SUBNET, "subnet_ids"),
  ],
  [
    "a subnet of a transit gateway",
    ML,
    "network",
    "aws_ec2_transit_gateway_vpc_attachment.organization",
    adding(FOREIGN_SUBNET, "subnet_ids"),
  ],
  ["a subnet of an ACL", ML, "network", "aws_network_acl.private", adding(FOREIGN_SUBNET, "subnet_ids")],
];

const SG_ATTACHMENT = "aws_network_interface_sg_attachment";

export const MEMBERS_THAT_OPEN: readonly OpeningCase[] = [
  ...MEMBERS.map(([what, environment, layer, address, edit]) => ({
    what: `${what} that no block has`,
    environment,
    edit: changes(layer, address, edit),
    address,
    words: /(sg|subnet)-0123456789abcdef0/,
  })),
  {
    what: "a group for an interface that no block has",
    environment: RETAIL,
    edit: adds("network", [
      SG_ATTACHMENT,
      "own",
      { security_group_id: group("alb"), network_interface_id: "eni-0123456789abcdef0" },
    ]),
    address: `${SG_ATTACHMENT}.own`,
    words: /eni-0123456789abcdef0/,
  },
];

export const MEMBERS_THAT_FIT: readonly Case[] = [
  {
    what: "a group for an own interface",
    environment: RETAIL,
    edit: adds(
      "network",
      ["aws_security_group", "own", { name: "own", description: "own", vpc_id: VPC }],
      ["aws_network_interface", "own", { subnet_id: "${aws_subnet.private_a.id}" }],
      [
        SG_ATTACHMENT,
        "own",
        { security_group_id: group("own"), network_interface_id: "${aws_network_interface.own.id}" },
      ],
    ),
  },
  {
    what: "a group that a variable names",
    environment: OPTION_B,
    edit: both(
      ({ network }) => ((network["variable"] as Editable)["own_group"] = { type: "string" }),
      changes("network", "aws_lb.demo", adding("${var.own_group}", "security_groups")),
    ),
  },
];
