# found: way-into-vpc aws_ram_resource_association.private_a
resource "aws_ram_resource_share" "subnets" {
  name                      = "mlapp-subnets"
  allow_external_principals = false
}

resource "aws_ram_resource_association" "private_a" {
  resource_arn       = aws_subnet.private_a.arn
  resource_share_arn = aws_ram_resource_share.subnets.arn
}
