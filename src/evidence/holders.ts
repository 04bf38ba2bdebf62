/**
 * Types of blocks that set something of another block and end with it, with the argument that names
 * it: nothing more is lost. AWS refuses to delete a group of settings of a database while one uses
 * it.
 *
 * Source: documentation of hashicorp/aws 5.100 for each type (unconfirmed).
 */
export const SETTINGS_OF_HOLDERS: Readonly<Record<string, string>> = {
  aws_s3_bucket_lifecycle_configuration: "bucket",
  aws_s3_bucket_logging: "bucket",
  aws_s3_bucket_ownership_controls: "bucket",
  aws_s3_bucket_policy: "bucket",
  aws_s3_bucket_public_access_block: "bucket",
  aws_s3_bucket_server_side_encryption_configuration: "bucket",
  aws_s3_bucket_versioning: "bucket",
  aws_ecr_lifecycle_policy: "repository",
  aws_backup_vault_lock_configuration: "backup_vault_name",
  aws_backup_vault_notifications: "backup_vault_name",
  aws_backup_vault_policy: "backup_vault_name",
  aws_kms_alias: "target_key_id",
  aws_eks_addon: "cluster_name",
  aws_eks_access_entry: "cluster_name",
  aws_eks_access_policy_association: "cluster_name",
  aws_eks_pod_identity_association: "cluster_name",
  aws_iam_openid_connect_provider: "url",
};
