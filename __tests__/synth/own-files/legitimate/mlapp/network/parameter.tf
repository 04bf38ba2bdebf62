resource "aws_ssm_parameter" "vpc" {
  name  = "/platform/vpc"
  type  = "String"
  value = aws_vpc.main.id
}
