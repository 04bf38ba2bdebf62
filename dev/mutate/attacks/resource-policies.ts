import { type Attack, STRANGER, own, policy } from "./attack";

const EVERYONE = `Principal = "*"`;
const STRANGERS = `Principal = { AWS = "arn:aws:iam::${STRANGER}:root" }`;

/** Policies, permissions and copies of what stores or forwards data. */
export const RESOURCE_POLICY_ATTACKS: readonly Attack[] = [
  own(
    "cluster",
    "registry-repository-policy",
    "another account replaces images",
    ["policy-principals"],
    `
resource "aws_ecr_repository_policy" "a" {
  repository = aws_ecr_repository.ml_inference_api.name
  policy     = ${policy(`${STRANGERS}, Action = ["ecr:PutImage", "ecr:BatchGetImage"]`)}
}`,
  ),
  own(
    "cluster",
    "registry-policy",
    "another account writes into the registry",
    ["policy-principals"],
    `
resource "aws_ecr_registry_policy" "a" {
  policy = ${policy(`${STRANGERS}, Action = "ecr:ReplicateImage", Resource = "arn:aws:ecr:ap-southeast-2:222233334444:repository/*"`)}
}`,
  ),
  own(
    "cluster",
    "topic-policy",
    "everyone publishes to a topic",
    ["topic-policies", "policy-principals"],
    `
resource "aws_sns_topic_policy" "a" {
  arn    = "arn:aws:sns:ap-southeast-2:222233334444:a"
  policy = ${policy(`${EVERYONE}, Action = "sns:*", Resource = "*"`)}
}`,
  ),
  own(
    "cluster",
    "queue-policy",
    "everyone reads a queue",
    ["policy-principals"],
    `
resource "aws_sqs_queue_policy" "a" {
  queue_url = "https://sqs.ap-southeast-2.amazonaws.com/222233334444/a"
  policy    = ${policy(`${EVERYONE}, Action = "sqs:*", Resource = "*"`)}
}`,
  ),
  own(
    "cluster",
    "secret-policy",
    "another account reads a secret",
    ["policy-principals"],
    `
resource "aws_secretsmanager_secret_policy" "a" {
  secret_arn = "arn:aws:secretsmanager:ap-southeast-2:222233334444:secret:a-AbCdEf"
  policy     = ${policy(`${STRANGERS}, Action = "secretsmanager:GetSecretValue", Resource = "*"`)}
}`,
  ),
  own(
    "cluster",
    "lambda-permission",
    "another account calls a function",
    ["policy-principals", "foreign-names"],
    `
resource "aws_lambda_permission" "a" {
  action        = "lambda:InvokeFunction"
  function_name = "a"
  principal     = "${STRANGER}"
}`,
  ),
  own(
    "cluster",
    "lambda-url",
    "everyone calls a function over the internet",
    ["policy-principals"],
    `
resource "aws_lambda_function_url" "a" {
  function_name      = "a"
  authorization_type = "NONE"
}`,
  ),
  own(
    "cluster",
    "event-bus-policy",
    "another account sends events",
    ["policy-principals"],
    `
resource "aws_cloudwatch_event_bus_policy" "a" {
  policy = ${policy(`${STRANGERS}, Action = "events:PutEvents", Resource = "*"`)}
}`,
  ),
  own(
    "cluster",
    "event-target",
    "events go to another account",
    ["foreign-names"],
    `
resource "aws_cloudwatch_event_target" "a" {
  rule = "a"
  arn  = "arn:aws:events:ap-southeast-2:${STRANGER}:event-bus/default"
}`,
  ),
  own(
    "cluster",
    "log-resource-policy",
    "every service writes logs",
    ["log-writers", "policy-principals"],
    `
resource "aws_cloudwatch_log_resource_policy" "a" {
  policy_name     = "a"
  policy_document = ${policy(`Principal = { Service = "*" }, Action = "logs:*", Resource = "*"`)}
}`,
  ),
  own(
    "cluster",
    "log-subscription",
    "the logs of the control plane go to another account",
    ["foreign-names"],
    `
resource "aws_cloudwatch_log_subscription_filter" "a" {
  name            = "a"
  log_group_name  = aws_cloudwatch_log_group.control_plane.name
  filter_pattern  = ""
  destination_arn = "arn:aws:logs:ap-southeast-2:${STRANGER}:destination:a"
}`,
  ),
  own(
    "cluster",
    "log-destination-policy",
    "everyone sends logs to the account",
    ["policy-principals"],
    `
resource "aws_cloudwatch_log_destination_policy" "a" {
  destination_name = "a"
  access_policy    = ${policy(`${EVERYONE}, Action = "logs:PutSubscriptionFilter", Resource = "*"`)}
}`,
  ),
  own(
    "cluster",
    "vault-policy",
    "another account deletes backups",
    ["policy-principals", "backup-vault"],
    `
resource "aws_backup_vault_policy" "a" {
  backup_vault_name = "a"
  policy            = ${policy(`${STRANGERS}, Action = "backup:*", Resource = "*"`)}
}`,
  ),
  own(
    "cluster",
    "table-policy",
    "another account reads a table",
    ["policy-principals"],
    `
resource "aws_dynamodb_resource_policy" "a" {
  resource_arn = "arn:aws:dynamodb:ap-southeast-2:222233334444:table/a"
  policy       = ${policy(`${STRANGERS}, Action = "dynamodb:*", Resource = "*"`)}
}`,
  ),
  own(
    "cluster",
    "file-system-policy",
    "everyone mounts a file system",
    ["policy-principals"],
    `
resource "aws_efs_file_system_policy" "a" {
  file_system_id = "fs-0a1b2c3d4e5f60718"
  policy         = ${policy(`${EVERYONE}, Action = "elasticfilesystem:*", Resource = "*"`)}
}`,
  ),
  own(
    "cluster",
    "search-domain-policy",
    "everyone reads a search domain",
    ["policy-principals"],
    `
resource "aws_opensearch_domain_policy" "a" {
  domain_name     = "a"
  access_policies = ${policy(`${EVERYONE}, Action = "es:*", Resource = "*"`)}
}`,
  ),
  own(
    "cluster",
    "glue-policy",
    "another account reads the catalogue",
    ["policy-principals"],
    `
resource "aws_glue_resource_policy" "a" {
  policy = ${policy(`${STRANGERS}, Action = "glue:*", Resource = "*"`)}
}`,
  ),
  own(
    "cluster",
    "rest-api-policy",
    "everyone calls an API",
    ["policy-principals"],
    `
resource "aws_api_gateway_rest_api_policy" "a" {
  rest_api_id = "a"
  policy      = ${policy(`${EVERYONE}, Action = "execute-api:Invoke", Resource = "*"`)}
}`,
  ),
  own(
    "network",
    "endpoint-policy",
    "the S3 endpoint leads to buckets of every account",
    ["s3-endpoint-policy-wide", "s3-endpoint-policy", "policy-principals"],
    `
resource "aws_vpc_endpoint_policy" "a" {
  vpc_endpoint_id = aws_vpc_endpoint.s3.id
  policy          = ${policy(`${EVERYONE}, Action = "*", Resource = "*"`)}
}`,
  ),
  own(
    "network",
    "resource-share",
    "subnets are shared with another account",
    ["policy-principals", "foreign-names"],
    `
resource "aws_ram_principal_association" "a" {
  principal          = "${STRANGER}"
  resource_share_arn = "arn:aws:ram:ap-southeast-2:222233334444:resource-share/a"
}`,
  ),
];
