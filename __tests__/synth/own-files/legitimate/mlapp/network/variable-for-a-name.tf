variable "team" {
  type    = string
  default = "ml"
}

resource "aws_ssm_parameter" "team" {
  name  = "/platform/team/${var.team}"
  type  = "String"
  value = aws_vpc.main.id
}
