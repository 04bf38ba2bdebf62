data "aws_kms_alias" "shared" {
  name = "alias/shared"
}

data "aws_acm_certificate" "web" {
  domain   = "web.example.com"
  statuses = ["ISSUED"]
}

resource "aws_ssm_parameter" "shared_key" {
  name  = "/platform/shared-key"
  type  = "String"
  value = data.aws_kms_alias.shared.target_key_arn
}
