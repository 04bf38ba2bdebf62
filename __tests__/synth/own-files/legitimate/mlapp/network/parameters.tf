resource "aws_ssm_parameter" "subnet_a" {
  name        = "/platform/subnets/a"
  description = "private subnet of zone a"
  type        = "String"
  value       = aws_subnet.private_a.id
}

resource "aws_ssm_parameter" "subnet_b" {
  name        = "/platform/subnets/b"
  description = "private subnet of zone b"
  type        = "String"
  value       = aws_subnet.private_b.id
}
