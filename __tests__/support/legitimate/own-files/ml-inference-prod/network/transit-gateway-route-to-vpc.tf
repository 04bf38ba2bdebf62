resource "aws_ec2_transit_gateway_route" "to_vpc" {
  destination_cidr_block         = "10.32.0.0/16"
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.organization.id
  transit_gateway_route_table_id = "tgw-rtb-0123456789abcdef0"
}
