moved {
  from = aws_ssm_parameter.network
  to   = aws_ssm_parameter.main
}

resource "aws_ssm_parameter" "main" {
  name  = "/platform/main"
  type  = "String"
  value = aws_vpc.main.id
}
