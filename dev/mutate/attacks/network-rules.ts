import { type Attack, edited, own } from "./attack";

/** ACLs, security groups, addresses and load balancers. */
export const NETWORK_RULE_ATTACKS: readonly Attack[] = [
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
    ["network-acl-wide"],
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
    ["subnets-and-groups-known"],
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
    ["way-into-vpc"],
    `
resource "aws_eip_association" "a" {
  allocation_id        = "eipalloc-0a1b2c3d4e5f60718"
  network_interface_id = "eni-0a1b2c3d4e5f60718"
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
    ["way-into-vpc"],
    `
resource "aws_instance" "a" {
  ami                         = "ami-0a1b2c3d4e5f60718"
  instance_type               = "m7i.large"
  subnet_id                   = aws_subnet.public_a.id
  associate_public_ip_address = true
}`,
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
