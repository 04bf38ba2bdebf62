provider "aws" {
  alias               = "x"
  region              = "us-east-1"
  allowed_account_ids = ["333344445555"]

  assume_role {
    role_arn = "arn:aws:iam::333344445555:role/admin"
  }
}
