import { type Attack, STRANGER, own } from "./attack";

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
    ["way-into-vpc"],
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
    ["way-into-vpc"],
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
    ["way-into-vpc"],
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
    ["way-into-vpc"],
    `
resource "aws_vpn_gateway" "a" { vpc_id = aws_vpc.main.id }`,
  ),
  own(
    "network",
    "vpn-propagation",
    "routes of a VPN are in the private route table",
    ["route-needed"],
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
    ["way-into-vpc"],
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
    ["private-subnet-isolated", "internet-gateway-unused", "route-needed"],
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
    ["way-into-vpc"],
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
    ["way-into-vpc"],
    `
resource "aws_egress_only_internet_gateway" "a" { vpc_id = aws_vpc.main.id }`,
  ),
  own(
    "network",
    "ipv6-route",
    "private subnets reach the internet by IPv6",
    ["private-subnet-isolated", "route-needed"],
    `
resource "aws_route" "a" {
  route_table_id              = aws_route_table.private_a.id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = "eigw-0a1b2c3d4e5f60718"
}`,
  ),
  own(
    "network",
    "second-range",
    "more addresses than the plan of subnets has",
    ["subnet-ranges"],
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
    ["private-subnet-isolated"],
    `
resource "aws_main_route_table_association" "a" {
  vpc_id         = aws_vpc.main.id
  route_table_id = aws_route_table.public.id
}`,
  ),
];
