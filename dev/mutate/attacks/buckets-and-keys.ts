import { type Attack, STRANGER, own, policy } from "./attack";

const EVERYONE = `Principal = "*"`;
const STRANGERS = `Principal = { AWS = "arn:aws:iam::${STRANGER}:root" }`;

/** Policies, copies and grants of buckets and keys. */
export const BUCKET_AND_KEY_ATTACKS: readonly Attack[] = [
  own(
    "cluster",
    "bucket-policy-stranger",
    "another account reads the models",
    ["bucket-policies", "policy-principals"],
    `
resource "aws_s3_bucket_policy" "a" {
  bucket = aws_s3_bucket.models.id
  policy = ${policy(`${STRANGERS}, Action = "s3:GetObject", Resource = "\${aws_s3_bucket.models.arn}/*"`)}
}`,
  ),
  own(
    "cluster",
    "bucket-policy-everyone",
    "everyone reads the models",
    ["bucket-policies", "policy-principals"],
    `
resource "aws_s3_bucket_policy" "a" {
  bucket = aws_s3_bucket.models.id
  policy = ${policy(`${EVERYONE}, Action = "s3:*", Resource = "\${aws_s3_bucket.models.arn}/*"`)}
}`,
  ),
  own(
    "cluster",
    "bucket-acl",
    "everyone reads the models",
    ["policy-principals"],
    `
resource "aws_s3_bucket_acl" "a" {
  bucket = aws_s3_bucket.models.id
  acl    = "public-read"
}`,
  ),
  own(
    "cluster",
    "bucket-own-public",
    "a bucket without protection from public access",
    ["private-buckets"],
    `
resource "aws_s3_bucket" "a" { bucket = "a-222233334444" }`,
  ),
  own(
    "cluster",
    "bucket-website",
    "the models are a website",
    ["bucket-settings"],
    `
resource "aws_s3_bucket_website_configuration" "a" {
  bucket = aws_s3_bucket.models.id
  index_document { suffix = "index.html" }
}`,
  ),
  own(
    "cluster",
    "bucket-replication",
    "each model is copied to another account",
    ["foreign-names"],
    `
resource "aws_s3_bucket_replication_configuration" "a" {
  bucket = aws_s3_bucket.models.id
  role   = aws_iam_role.nodes.arn
  rule {
    status = "Enabled"
    destination {
      account = "${STRANGER}"
      bucket  = "arn:aws:s3:::stranger"
    }
  }
}`,
  ),
  own(
    "cluster",
    "bucket-notification",
    "another account gets a message for each model",
    ["foreign-names"],
    `
resource "aws_s3_bucket_notification" "a" {
  bucket = aws_s3_bucket.models.id
  queue {
    queue_arn = "arn:aws:sqs:ap-southeast-2:${STRANGER}:a"
    events    = ["s3:ObjectCreated:*"]
  }
}`,
  ),
  own(
    "cluster",
    "bucket-inventory",
    "a list of the models goes to another account",
    ["bucket-settings"],
    `
resource "aws_s3_bucket_inventory" "a" {
  bucket                   = aws_s3_bucket.models.id
  name                     = "a"
  included_object_versions = "All"
  schedule { frequency = "Daily" }
  destination {
    bucket {
      bucket_arn = "arn:aws:s3:::stranger"
      format     = "CSV"
    }
  }
}`,
  ),
  own(
    "cluster",
    "access-point",
    "an access point gives the models to another account",
    ["policy-principals", "foreign-names"],
    `
resource "aws_s3_access_point" "a" {
  name              = "a"
  bucket            = aws_s3_bucket.models.id
  bucket_account_id = "222233334444"
  policy            = ${policy(`${STRANGERS}, Action = "s3:GetObject", Resource = "*"`)}
}`,
  ),
  own(
    "cluster",
    "key-policy",
    "another account decrypts with the key of the cluster",
    ["key-policies", "policy-principals"],
    `
resource "aws_kms_key_policy" "a" {
  key_id = aws_kms_key.cluster.id
  policy = ${policy(`${STRANGERS}, Action = "kms:*", Resource = "*"`)}
}`,
  ),
  own(
    "cluster",
    "key-grant",
    "another account decrypts with the key of the cluster",
    ["policy-principals", "foreign-names"],
    `
resource "aws_kms_grant" "a" {
  key_id            = aws_kms_key.cluster.key_id
  grantee_principal = "arn:aws:iam::${STRANGER}:root"
  operations        = ["Decrypt"]
}`,
  ),
  own(
    "cluster",
    "key-everyone",
    "everyone uses the key",
    ["key-policies", "policy-principals"],
    `
resource "aws_kms_key" "a" {
  enable_key_rotation = true
  policy              = ${policy(`${EVERYONE}, Action = "kms:*", Resource = "*"`)}
}`,
  ),
];
