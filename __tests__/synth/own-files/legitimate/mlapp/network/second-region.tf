provider "aws" {
  alias               = "dns"
  region              = "us-west-2"
  allowed_account_ids = ["333344445555"]

  default_tags {
    tags = {
      project     = "mlapp"
      environment = "mlapp"
      layer       = "network"
      owner       = "mlops-team"
      repository  = "example/mlapp"
    }
  }
}

resource "aws_ssm_parameter" "west" {
  provider = aws.dns
  name     = "/platform/home"
  type     = "String"
  value    = "us-east-1"
}
