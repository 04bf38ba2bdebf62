import { type Editable } from "../../../support/altered";
import { type Edit, within } from "../../../support/findings";
import { type Block, type Case, ML, type OpeningCase, RETAIL, VPC, adds, changes, group } from "./case";

const door = (what: string, words: RegExp, block: Block, ...others: readonly Block[]): OpeningCase => ({
  what,
  environment: RETAIL,
  edit: adds("network", block, ...others),
  address: `${block[0]}.${block[1]}`,
  words,
});

const changed = (
  what: string,
  environment: string,
  edit: Edit,
  address: string,
  words: RegExp,
): OpeningCase => ({ what, environment, edit, address, words });

const S3 = "aws_vpc_endpoint.s3";
const PRIVATE_A = "${aws_subnet.private_a.id}";

const STRANGER = "com.amazonaws.vpce.ap-southeast-1.vpce-svc-0123456789abcdef0";
const endpointOf = (service: string): Block => [
  "aws_vpc_endpoint",
  "own",
  {
    vpc_id: VPC,
    vpc_endpoint_type: "Interface",
    service_name: service,
    subnet_ids: [PRIVATE_A],
    security_group_ids: [group("endpoints")],
  },
];

/** Ways into the VPC other than rules and routes, and public addresses. */
export const DOORS_THAT_OPEN: readonly OpeningCase[] = [
  door("a VPN gateway", /VPN/, ["aws_vpn_gateway", "own", { vpc_id: VPC }]),
  door("a VPN gateway by its attachment", /VPN/, [
    "aws_vpn_gateway_attachment",
    "own",
    { vpc_id: VPC, vpn_gateway_id: "vgw-0123456789abcdef0" },
  ]),
  door("a network of a client VPN", /VPN/, [
    "aws_ec2_client_vpn_network_association",
    "own",
    { client_vpn_endpoint_id: "cvpn-endpoint-0123456789abcdef0", subnet_id: PRIVATE_A },
  ]),
  door("a peering that another account begins", /peering/, [
    "aws_vpc_peering_connection_accepter",
    "own",
    { vpc_peering_connection_id: "pcx-0123456789abcdef0", auto_accept: true },
  ]),
  door("a peering with another account", /999988887777|has no route/, [
    "aws_vpc_peering_connection",
    "own",
    { vpc_id: VPC, peer_vpc_id: "vpc-0fedcba9876543210", peer_owner_id: "999988887777" },
  ]),
  door("a core network of Cloud WAN", /Cloud WAN/, [
    "aws_networkmanager_vpc_attachment",
    "own",
    {
      core_network_id: "core-network-0123456789abcdef0",
      vpc_arn: "${aws_vpc.main.arn}",
      subnet_arns: ["${aws_subnet.private_a.arn}"],
    },
  ]),
  door("a service network of VPC Lattice", /Lattice/, [
    "aws_vpclattice_service_network_vpc_association",
    "own",
    { service_network_identifier: "sn-0123456789abcdef0", vpc_identifier: VPC },
  ]),
  door("EC2 Instance Connect", /Instance Connect/, [
    "aws_ec2_instance_connect_endpoint",
    "own",
    { subnet_id: PRIVATE_A },
  ]),
  door("an endpoint service for strangers", /endpoint service/, [
    "aws_vpc_endpoint_service",
    "own",
    {
      acceptance_required: false,
      network_load_balancer_arns: [
        "arn:aws:elasticloadbalancing:ap-southeast-1:111122223333:loadbalancer/net/own/0123456789abcdef",
      ],
      allowed_principals: ["*"],
    },
  ]),
  door("principals of an endpoint service", /endpoint service/, [
    "aws_vpc_endpoint_service_allowed_principal",
    "own",
    { vpc_endpoint_service_id: "vpce-svc-0123456789abcdef0", principal_arn: "*" },
  ]),
  door("an endpoint of a stranger's service", /999988887777|vpce-svc/, endpointOf(STRANGER)),
  door(
    "an endpoint of a stranger's service by a data source",
    /vpce-svc/,
    endpointOf("${data.aws_vpc_endpoint_service.other.service_name}"),
    ["data.aws_vpc_endpoint_service", "other", { service_name: STRANGER }],
  ),
  door("a subnet shared with another account", /shares/, [
    "aws_ram_resource_association",
    "own",
    {
      resource_arn: "${aws_subnet.private_a.arn}",
      resource_share_arn:
        "arn:aws:ram:ap-southeast-1:111122223333:resource-share/0a1b2c3d-0000-4000-8000-111122223333",
    },
  ]),
  door("an exclusion from VPC Block Public Access", /Block Public Access/, [
    "aws_vpc_block_public_access_exclusion",
    "own",
    { vpc_id: VPC, internet_gateway_exclusion_mode: "allow-bidirectional" },
  ]),
  door("VPC Block Public Access turned off", /Block Public Access/, [
    "aws_vpc_block_public_access_options",
    "own",
    { internet_gateway_block_mode: "off" },
  ]),
  door("an egress-only gateway", /egress-only/, ["aws_egress_only_internet_gateway", "own", { vpc_id: VPC }]),
  door("a carrier gateway", /carrier/, ["aws_ec2_carrier_gateway", "own", { vpc_id: VPC }]),
  door("an address for an interface", /public address/, [
    "aws_eip",
    "own",
    { domain: "vpc", network_interface: "eni-0123456789abcdef0" },
  ]),
  door("an address for an instance", /public address/, [
    "aws_eip",
    "own",
    { domain: "vpc", instance: "i-0123456789abcdef0" },
  ]),
  door("an address by its association", /public address/, [
    "aws_eip_association",
    "own",
    { allocation_id: "eipalloc-0123456789abcdef0", instance_id: "i-0123456789abcdef0" },
  ]),
  door("IPv6 for the VPC", /IPv6/, [
    "aws_vpc_ipv6_cidr_block_association",
    "own",
    { vpc_id: VPC, ipv6_ipam_pool_id: "ipam-pool-0123456789abcdef0" },
  ]),
  changed(
    "IPv6 for the VPC by its argument",
    RETAIL,
    changes("network", "aws_vpc.main", (vpc) => (vpc["assign_generated_ipv6_cidr_block"] = true)),
    "aws_vpc.main",
    /IPv6/,
  ),
  changed(
    "public addresses in a private subnet",
    RETAIL,
    changes("network", "aws_subnet.private_a", (subnet) => (subnet["map_public_ip_on_launch"] = true)),
    "aws_subnet.private_a",
    /public/,
  ),
  changed(
    "IPv6 addresses in a private subnet",
    RETAIL,
    changes(
      "network",
      "aws_subnet.private_a",
      (subnet) => (subnet["assign_ipv6_address_on_creation"] = true),
    ),
    "aws_subnet.private_a",
    /public|IPv6/,
  ),
  changed(
    "public addresses in a public subnet that no key states",
    ML,
    changes("network", "aws_subnet.public_a", (subnet) => (subnet["map_public_ip_on_launch"] = true)),
    "aws_subnet.public_a",
    /on the internet/,
  ),
  changed(
    "public addresses of nodes",
    RETAIL,
    ({ cluster }) => {
      const [each] = cluster["resource"]["aws_launch_template"].general.network_interfaces as Editable[];
      if (each) each["associate_public_ip_address"] = true;
    },
    "aws_launch_template.general",
    /associate_public_ip_address/,
  ),
  changed(
    "S3 without a policy",
    RETAIL,
    changes("network", S3, (each) => delete each["policy"]),
    S3,
    /every bucket/,
  ),
  changed(
    "S3 with a policy for everything",
    RETAIL,
    changes("network", S3, (each) => {
      within(each, "policy", (policy) => {
        policy["Statement"] = [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }];
      });
    }),
    S3,
    /allows every bucket/,
  ),
  changed(
    "S3 with one more bucket",
    RETAIL,
    changes("network", S3, (each) => {
      within(each, "policy", (policy) => {
        (policy["Statement"] as Editable[]).push({
          Sid: "Own",
          Effect: "Allow",
          Principal: "*",
          Action: "s3:PutObject",
          Resource: "arn:aws:s3:::stranger/*",
        });
      });
    }),
    S3,
    /stranger/,
  ),
];

const fits = (what: string, edit: Edit, environment = RETAIL): Case => ({ what, environment, edit });

export const DOORS_THAT_FIT: readonly Case[] = [
  fits("an address that nothing has", adds("network", ["aws_eip", "own", { domain: "vpc" }])),
  fits(
    "VPC Block Public Access for all of the region",
    adds("network", [
      "aws_vpc_block_public_access_options",
      "own",
      { internet_gateway_block_mode: "block-ingress" },
    ]),
  ),
  fits(
    "an interface with an own group",
    adds(
      "network",
      ["aws_security_group", "own", { name: "own", description: "own", vpc_id: VPC }],
      ["aws_network_interface", "own", { subnet_id: PRIVATE_A, security_groups: [group("own")] }],
    ),
  ),
  fits(
    "a statement that denies in the policy of S3",
    changes("network", S3, (each) => {
      within(each, "policy", (policy) => {
        (policy["Statement"] as Editable[]).push({
          Sid: "Own",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:DeleteBucket",
          Resource: "arn:aws:s3:::own",
        });
      });
    }),
  ),
];
