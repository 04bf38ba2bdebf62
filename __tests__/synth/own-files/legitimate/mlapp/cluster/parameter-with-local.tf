locals {
  prefix = "/platform/mlapp"
}

resource "aws_ssm_parameter" "cluster" {
  name  = "${local.prefix}/cluster"
  type  = "String"
  value = aws_eks_cluster.main.name
}
