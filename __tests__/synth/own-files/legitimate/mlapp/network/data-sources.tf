data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

data "aws_partition" "current" {}

output "account" {
  value = data.aws_caller_identity.current.account_id
}
