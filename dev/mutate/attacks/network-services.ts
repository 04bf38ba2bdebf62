import { type Attack, edited, own } from "./attack";

/** Services of endpoints, names, and copies of traffic. */
export const NETWORK_SERVICE_ATTACKS: readonly Attack[] = [
  own(
    "network",
    "endpoint-service",
    "another account reaches a load balancer of the network",
    ["way-into-vpc"],
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
    ["way-into-vpc", "policy-principals"],
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
    ["foreign-resolver"],
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
    ["foreign-resolver"],
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
    ["way-into-vpc"],
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
    ["foreign-resolver"],
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
    ["zone-conflicts"],
    `
resource "aws_route53_zone" "a" {
  name = "s3.ap-southeast-2.amazonaws.com"
  vpc { vpc_id = aws_vpc.main.id }
}`,
  ),
  own(
    "network",
    "traffic-mirror",
    "packets are copied to another machine",
    ["way-into-vpc"],
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
    ["way-into-vpc"],
    `
resource "aws_globalaccelerator_accelerator" "a" { name = "a" }`,
  ),
  own(
    "network",
    "lattice",
    "services of other networks reach this one",
    ["way-into-vpc"],
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
    ["way-into-vpc"],
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
];
