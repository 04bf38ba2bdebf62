/**
 * Attributes with JSON that the AWS provider compares by meaning: another order of keys or other white space is not a
 * change.
 *
 * Measured with provider 5.100.0 (2026-11-20): on an applied state, a plan of the same document with other order and
 * white space has no changes. `npm run test:terraform` measures it again for each row.
 */
export const JSON_COMPARED_BY_MEANING: Readonly<Record<string, readonly string[]>> = {
  aws_ecr_lifecycle_policy: ["policy"],
  aws_iam_role: ["assume_role_policy"],
  aws_iam_role_policy: ["policy"],
  aws_kms_key: ["policy"],
  aws_s3_bucket_policy: ["policy"],
  aws_sns_topic: ["policy"],
  aws_vpc_endpoint: ["policy"],
};
