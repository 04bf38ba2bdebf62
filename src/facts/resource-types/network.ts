import { limit } from "./name-limit";
import { type TypeRows, each } from "./resource-type";

const TEXT = [
  /^(?!sg-)[\w .:/()#,@[\]+=&;{}!$*-]*$/,
  "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, not starting with sg-",
] as const;
const DESCRIPTION = limit("description", 255, ...TEXT, 0);

/** Networks, without what they filter and log. */
const VPC: TypeRows = {
  aws_vpc: { file: "vpc", cost: "none", held: { noun: "VPC", loss: "everything in it", rank: 1 } },
  aws_subnet: { file: "vpc", cost: "none", held: { noun: "subnet", loss: "everything in it", rank: 9 } },
  ...each(["aws_nat_gateway", "aws_eip"], { file: "vpc", cost: "lines" }),
  ...each(["aws_internet_gateway", "aws_route", "aws_route_table", "aws_route_table_association"], {
    file: "vpc",
    cost: "none",
  }),
  ...each(["aws_vpc_dhcp_options", "aws_vpc_ipv4_cidr_block_association"], { file: "vpc", cost: "none" }),
  ...each(["aws_availability_zone", "aws_route_tables", "aws_subnets", "aws_vpcs"], { file: "vpc" }),
  ...each(
    [
      ...[
        "aws_default_vpc",
        "aws_default_subnet",
        "aws_default_route_table",
        "aws_main_route_table_association",
      ],
      ...["aws_vpc_dhcp_options_association"],
      ...["aws_egress_only_internet_gateway", "aws_eip_association", "aws_ec2_subnet_cidr_reservation"],
    ],
    { cost: "none" },
  ),
};

const FILTERS: TypeRows = {
  aws_security_group: {
    file: "security-groups",
    cost: "none",
    limits: [limit("name", 255, ...TEXT), DESCRIPTION],
    unique: { attribute: "name", within: ["vpc_id"] },
    held: { noun: "security group", loss: "the rules of everything that has it", rank: 10 },
  },
  ...each(["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"], {
    file: "security-groups",
    cost: "none",
    limits: [DESCRIPTION],
  }),
  aws_default_security_group: { file: "security-groups", cost: "none" },
  ...each(["aws_security_groups", "aws_vpc_security_group_rule", "aws_vpc_security_group_rules"], {
    file: "security-groups",
  }),
  aws_network_acl: { file: "network-acls", cost: "none" },
  aws_network_acl_rule: {
    file: "network-acls",
    cost: "none",
    unique: { attribute: "rule_number", within: ["network_acl_id", "egress"] },
  },
  ...each(["aws_default_network_acl", "aws_network_acl_association"], { cost: "none" }),
};

const PATHS: TypeRows = {
  aws_vpc_endpoint: { file: "endpoints", cost: "lines", json: ["policy"] },
  aws_prefix_list: { file: "endpoints" },
  aws_vpc_endpoint_service: { file: "endpoints", cost: "none" },
  ...each(
    ["policy", "route_table_association", "subnet_association", "security_group_association"].map(
      (part) => `aws_vpc_endpoint_${part}`,
    ),
    {
      cost: "none",
    },
  ),
  ...each(["aws_ec2_transit_gateway_vpc_attachment", "aws_vpc_peering_connection"], {
    file: "attachments",
    cost: "lines",
  }),
  aws_route53profiles_association: {
    file: "endpoints",
    cost: "none",
    limits: [limit("name", 64, /^(?!\d+$)[\w' -]+$/, "letters, digits, spaces and _'-, not only digits")],
  },
};

export const NETWORK_TYPES: TypeRows = { ...VPC, ...FILTERS, ...PATHS };
