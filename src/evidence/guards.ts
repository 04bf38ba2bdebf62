/** An argument that stops a deletion, or lets it go on. */
interface Guard {
  readonly argument: RegExp;
  /** The value that protects; Terraform assumes it where `isDefault` says so. */
  readonly safe: boolean;
  /** True if an argument that is not set protects. @default - it does not */
  readonly isDefault?: true;
  /** The effect without the protection. */
  readonly without: string;
}

/**
 * Source: documentation of hashicorp/aws 5.100, these arguments of aws_s3_bucket,
 * aws_ecr_repository, aws_backup_vault, aws_db_instance, aws_dynamodb_table, aws_lb and
 * aws_cloudwatch_log_group, with their defaults; developer.hashicorp.com/terraform, `lifecycle`
 * (unconfirmed).
 */
export const GUARDS: readonly Guard[] = [
  {
    argument: /^(lifecycle\.)?prevent_destroy$/,
    safe: true,
    without: "an apply that destroys or replaces it is no longer stopped",
  },
  {
    argument: /^(force_destroy|force_delete)$/,
    safe: false,
    isDefault: true,
    without: "a later apply that removes it deletes its content, where AWS refused it before",
  },
  {
    argument: /^(deletion_protection|deletion_protection_enabled|enable_deletion_protection)$/,
    safe: true,
    without: "after this apply, the next one can delete it, and a person in the console can, too",
  },
  {
    argument: /^skip_final_snapshot$/,
    safe: false,
    isDefault: true,
    without: "its data goes with it, without a snapshot",
  },
  {
    argument: /^delete_automated_backups$/,
    safe: false,
    without: "its automated backups go with it",
  },
  {
    argument: /^skip_destroy$/,
    safe: true,
    without: "its removal deletes it, where it stayed in the account before",
  },
];
