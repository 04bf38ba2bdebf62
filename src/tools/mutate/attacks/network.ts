import { type Attack, STRANGER, edited, own } from "./attack";

/** Paths into and out of the network, and who answers names in it. */
export const NETWORK_ATTACKS: readonly Attack[] = [
  own(
    "network",
    "peering",
    "a VPC of another account reaches this one",
    ["attachment-routes", "attachment-crossing"],
    `
resource "aws_vpc_peering_connection" "a" {
  vpc_id        = aws_vpc.main.id
  peer_vpc_id   = "vpc-0a1b2c3d4e5f60718"
  peer_owner_id = "${STRANGER}"
}`,
  ),
  own(
    "network",
    "peering-accepted",
    "the network accepts a VPC of another account",
    [],
    `
resource "aws_vpc_peering_connection_accepter" "a" {
  vpc_peering_connection_id = "pcx-0a1b2c3d4e5f60718"
  auto_accept               = true
}`,
  ),
  own(
    "network",
    "peering-dns",
    "names of this network are answered in the peer",
    [],
    `
resource "aws_vpc_peering_connection_options" "a" {
  vpc_peering_connection_id = "pcx-0a1b2c3d4e5f60718"
  accepter { allow_remote_vpc_dns_resolution = true }
}`,
  ),
  own(
    "network",
    "peering-route",
    "private subnets send a range to a peer",
    ["attachment-routes", "private-subnet-isolated"],
    `
resource "aws_route" "a" {
  route_table_id            = aws_route_table.private_a.id
  destination_cidr_block    = "203.0.113.0/24"
  vpc_peering_connection_id = "pcx-0a1b2c3d4e5f60718"
}`,
  ),
  own(
    "network",
    "transit-gateway",
    "a transit gateway of another account reaches the network",
    ["attachment-wide", "attachment-routes"],
    `
resource "aws_ec2_transit_gateway_vpc_attachment" "a" {
  transit_gateway_id = "tgw-0a1b2c3d4e5f60718"
  vpc_id             = aws_vpc.main.id
  subnet_ids         = [aws_subnet.private_a.id]
}`,
  ),
  own(
    "network",
    "transit-gateway-route",
    "a transit gateway sends everything to this network",
    [],
    `
resource "aws_ec2_transit_gateway_route" "a" {
  destination_cidr_block         = "0.0.0.0/0"
  transit_gateway_attachment_id  = "tgw-attach-0a1b2c3d4e5f60718"
  transit_gateway_route_table_id = "tgw-rtb-0a1b2c3d4e5f60718"
}`,
  ),
  own(
    "network",
    "vpn-gateway",
    "a VPN leads into the network",
    [],
    `
resource "aws_vpn_gateway" "a" { vpc_id = aws_vpc.main.id }`,
  ),
  own(
    "network",
    "vpn-propagation",
    "routes of a VPN are in the private route table",
    [],
    `
resource "aws_vpn_gateway_route_propagation" "a" {
  vpn_gateway_id = "vgw-0a1b2c3d4e5f60718"
  route_table_id = aws_route_table.private_a.id
}`,
  ),
  own(
    "network",
    "client-vpn",
    "clients of the internet reach the network",
    [],
    `
resource "aws_ec2_client_vpn_network_association" "a" {
  client_vpn_endpoint_id = "cvpn-endpoint-0a1b2c3d4e5f60718"
  subnet_id              = aws_subnet.private_a.id
}`,
  ),
  own(
    "network",
    "private-to-internet",
    "private subnets are on the internet",
    ["private-subnet-isolated", "internet-gateway-unused"],
    `
resource "aws_route" "a" {
  route_table_id         = aws_route_table.private_a.id
  destination_cidr_block = "198.51.100.0/24"
  gateway_id             = aws_internet_gateway.internet.id
}`,
  ),
  own(
    "network",
    "second-internet-gateway",
    "a second way to the internet",
    ["internet-gateway-unused"],
    `
resource "aws_internet_gateway" "a" { vpc_id = aws_vpc.main.id }`,
  ),
  own(
    "network",
    "ipv6-range",
    "addresses that the internet routes, beside every rule on IPv4",
    [],
    `
resource "aws_vpc_ipv6_cidr_block_association" "a" {
  vpc_id                           = aws_vpc.main.id
  assign_generated_ipv6_cidr_block = true
}`,
  ),
  own(
    "network",
    "ipv6-egress",
    "a way out by IPv6",
    [],
    `
resource "aws_egress_only_internet_gateway" "a" { vpc_id = aws_vpc.main.id }`,
  ),
  own(
    "network",
    "ipv6-route",
    "private subnets reach the internet by IPv6",
    ["private-subnet-isolated"],
    `
resource "aws_route" "a" {
  route_table_id              = aws_route_table.private_a.id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = "eigw-0a1b2c3d4e5f60718"
}`,
  ),
  own(
    "network",
    "acl-rule",
    "the private subnets take everything from everywhere",
    ["network-acl-wide"],
    `
resource "aws_network_acl_rule" "a" {
  network_acl_id = aws_network_acl.private.id
  rule_number    = 50
  protocol       = "-1"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
}`,
  ),
  own(
    "network",
    "acl-rule-ipv6",
    "the private subnets take everything by IPv6",
    ["network-acl-wide"],
    `
resource "aws_network_acl_rule" "a" {
  network_acl_id  = aws_network_acl.private.id
  rule_number     = 50
  protocol        = "-1"
  rule_action     = "allow"
  ipv6_cidr_block = "::/0"
}`,
  ),
  own(
    "network",
    "acl-default",
    "the default ACL takes everything",
    [],
    `
resource "aws_default_network_acl" "a" {
  default_network_acl_id = aws_vpc.main.default_network_acl_id
  ingress {
    rule_no    = 100
    protocol   = "-1"
    action     = "allow"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}`,
  ),
  own(
    "network",
    "rule-everyone",
    "the nodes take everything from everywhere",
    ["internet-ingress", "rule-too-wide", "rule-unused"],
    `
resource "aws_vpc_security_group_ingress_rule" "a" {
  security_group_id = aws_security_group.nodes.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}`,
  ),
  own(
    "network",
    "rule-everyone-ipv6",
    "the nodes take everything by IPv6",
    ["internet-ingress", "rule-too-wide", "rule-unused"],
    `
resource "aws_vpc_security_group_ingress_rule" "a" {
  security_group_id = aws_security_group.nodes.id
  ip_protocol       = "-1"
  cidr_ipv6         = "::/0"
}`,
  ),
  own(
    "network",
    "rule-old-form",
    "the nodes take SSH from everywhere",
    ["internet-ingress", "security-group-style"],
    `
resource "aws_security_group_rule" "a" {
  security_group_id = aws_security_group.nodes.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = ["0.0.0.0/0"]
}`,
  ),
  own(
    "network",
    "group-inline",
    "a group that takes everything from everywhere",
    ["internet-ingress", "security-group-style"],
    `
resource "aws_security_group" "a" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}`,
  ),
  own(
    "network",
    "group-on-interface",
    "the nodes take what another group allows",
    [],
    `
resource "aws_network_interface_sg_attachment" "a" {
  security_group_id    = aws_security_group.alb.id
  network_interface_id = "eni-0a1b2c3d4e5f60718"
}`,
  ),
  own(
    "network",
    "public-address",
    "a public address",
    [],
    `
resource "aws_eip" "a" { domain = "vpc" }`,
  ),
  own(
    "network",
    "public-address-of-node",
    "an interface of the network is on the internet",
    [],
    `
resource "aws_eip_association" "a" {
  allocation_id        = "eipalloc-0a1b2c3d4e5f60718"
  network_interface_id = "eni-0a1b2c3d4e5f60718"
}`,
  ),
  own(
    "network",
    "endpoint-service",
    "another account reaches a load balancer of the network",
    [],
    `
resource "aws_vpc_endpoint_service" "a" {
  acceptance_required        = false
  network_load_balancer_arns = ["arn:aws:elasticloadbalancing:ap-southeast-2:222233334444:loadbalancer/net/a/0a1b2c3d4e5f6071"]
}`,
  ),
  own(
    "network",
    "endpoint-service-everyone",
    "every account reaches a load balancer of the network",
    [],
    `
resource "aws_vpc_endpoint_service_allowed_principal" "a" {
  vpc_endpoint_service_id = "vpce-svc-0a1b2c3d4e5f60718"
  principal_arn           = "*"
}`,
  ),
  own(
    "network",
    "endpoint-of-stranger",
    "data leaves by a service of another account",
    ["endpoint-without-caller", "endpoint-usable"],
    `
resource "aws_vpc_endpoint" "a" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.vpce.ap-southeast-2.vpce-svc-0a1b2c3d4e5f60718"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.private_a.id]
}`,
  ),
  own(
    "network",
    "resolver-rule",
    "names of AWS are answered by a foreign server",
    [],
    `
resource "aws_route53_resolver_rule_association" "a" {
  resolver_rule_id = "rslvr-rr-0a1b2c3d4e5f60718"
  vpc_id           = aws_vpc.main.id
}`,
  ),
  own(
    "network",
    "resolver-forward",
    "names of AWS are asked at a foreign server",
    [],
    `
resource "aws_route53_resolver_rule" "a" {
  domain_name          = "amazonaws.com"
  rule_type            = "FORWARD"
  resolver_endpoint_id = "rslvr-out-0a1b2c3d4e5f60718"
  target_ip { ip = "203.0.113.53" }
}`,
  ),
  own(
    "network",
    "resolver-inbound",
    "others ask for names of the network",
    [],
    `
resource "aws_route53_resolver_endpoint" "a" {
  direction          = "INBOUND"
  security_group_ids = [aws_security_group.endpoints.id]
  ip_address { subnet_id = aws_subnet.private_a.id }
  ip_address { subnet_id = aws_subnet.private_b.id }
}`,
  ),
  own(
    "network",
    "dhcp-options",
    "every node asks a foreign server for names",
    [],
    `
resource "aws_vpc_dhcp_options_association" "a" {
  vpc_id          = aws_vpc.main.id
  dhcp_options_id = "dopt-0a1b2c3d4e5f60718"
}`,
  ),
  own(
    "network",
    "private-zone",
    "names of AWS lead to foreign addresses",
    [],
    `
resource "aws_route53_zone" "a" {
  name = "s3.ap-southeast-2.amazonaws.com"
  vpc { vpc_id = aws_vpc.main.id }
}`,
  ),
  own(
    "network",
    "second-range",
    "more addresses than the plan of subnets has",
    [],
    `
resource "aws_vpc_ipv4_cidr_block_association" "a" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "100.64.0.0/16"
}`,
  ),
  own(
    "network",
    "main-route-table",
    "subnets without a table of their own are on the internet",
    [],
    `
resource "aws_main_route_table_association" "a" {
  vpc_id         = aws_vpc.main.id
  route_table_id = aws_route_table.public.id
}`,
  ),
  own(
    "network",
    "public-load-balancer",
    "a load balancer on the internet",
    ["public-entry-waf", "internet-ingress", "load-balancer-hardening"],
    `
resource "aws_lb" "a" {
  name               = "a"
  load_balancer_type = "network"
  subnets            = [aws_subnet.public_a.id, aws_subnet.public_b.id]
}`,
  ),
  own(
    "network",
    "instance-public",
    "a machine with a public address",
    [],
    `
resource "aws_instance" "a" {
  ami                         = "ami-0a1b2c3d4e5f60718"
  instance_type               = "m7i.large"
  subnet_id                   = aws_subnet.public_a.id
  associate_public_ip_address = true
}`,
  ),
  own(
    "network",
    "traffic-mirror",
    "packets are copied to another machine",
    [],
    `
resource "aws_ec2_traffic_mirror_session" "a" {
  network_interface_id     = "eni-0a1b2c3d4e5f60718"
  session_number           = 1
  traffic_mirror_filter_id = "tmf-0a1b2c3d4e5f60718"
  traffic_mirror_target_id = "tmt-0a1b2c3d4e5f60718"
}`,
  ),
  own(
    "network",
    "accelerator",
    "the internet reaches a load balancer beside its group",
    [],
    `
resource "aws_globalaccelerator_accelerator" "a" { name = "a" }`,
  ),
  own(
    "network",
    "lattice",
    "services of other networks reach this one",
    [],
    `
resource "aws_vpclattice_service_network_vpc_association" "a" {
  service_network_identifier = "sn-0a1b2c3d4e5f60718"
  vpc_identifier             = aws_vpc.main.id
}`,
  ),
  own(
    "network",
    "block-public-access-off",
    "the account lets networks on the internet",
    [],
    `
resource "aws_vpc_block_public_access_exclusion" "a" {
  vpc_id                          = aws_vpc.main.id
  internet_gateway_exclusion_mode = "allow-bidirectional"
}`,
  ),
  edited(
    "network",
    { id: "flow-logs-rejected-only", danger: "accepted traffic is not recorded", named: ["flow-logs"] },
    {
      resource: { aws_flow_log: { flow_logs: { traffic_type: "REJECT" } } },
    },
  ),
  edited(
    "network",
    {
      id: "subnet-public-addresses",
      danger: "machines in a private subnet get public addresses",
      named: ["public-subnet-addresses", "private-subnet-isolated"],
    },
    {
      resource: { aws_subnet: { private_a: { map_public_ip_on_launch: true } } },
    },
  ),
];
