import KINDS from "./kinds-of-backups.json";

/**
 * Requirements of AWS Backup for the cluster and for buckets, and its limits.
 *
 * Sources: AWS Backup developer guide, "eks-backups", "restoring-eks", "s3-backups", "restoring-s3", "vault-lock",
 * "backup-notifications", "cross-service-confused-deputy-prevention"; AWS Backup API, Lifecycle and
 * PutBackupVaultLockConfiguration; the managed policies in zoph-io/MAMIP, AWSBackupServiceRolePolicyForBackup v29 of 2026-02-12
 * (read 2026-11-22).
 */
export const BACKUP_SERVICE = "backup.amazonaws.com";

/** A kind of resource that AWS Backup stores. */
export interface BackedUpKind {
  readonly noun: string;
  /** Managed policies of the role that backs up and of the one that restores, with their path. */
  readonly backup: string;
  readonly restore: string;
}

/** By the service in the ARN. */
export const BACKED_UP: Readonly<Record<string, BackedUpKind>> = KINDS.kinds;

/** Types of databases in Terraform. */
export const DATABASE_TYPES: readonly string[] = ["aws_db_instance", "aws_rds_cluster"];

/** AWS Backup creates an access entry of the cluster for its role. */
export const MODES_WITH_ACCESS_ENTRIES: readonly string[] = ["API", "API_AND_CONFIG_MAP"];

/** AWS advises a week in warm storage; a shorter one is billed as if it were longer. */
export const LEAST_RETENTION_DAYS = 7;

/** Days that a backup stays in cold storage at least. Backups of S3, and the state of a cluster, are never moved there. */
export const LEAST_COLD_DAYS = 90;

/** Cooling-off period of a vault lock that becomes permanent. */
export const LEAST_GRACE_DAYS = 3;

/** Actions with which a user deletes backups, or lets them expire earlier. */
export const DELETING_ACTIONS: readonly string[] = [
  "backup:DeleteRecoveryPoint",
  "backup:UpdateRecoveryPointLifecycle",
];

/**
 * Events of a vault. The event of a completed job is also that of a failed or expired one: its attribute `State` tells.
 * Messages on single objects have no such attribute. Others, such as `BACKUP_JOB_FAILED`, are listed by the API but no
 * longer sent.
 */
export const JOB_ENDS = "BACKUP_JOB_COMPLETED";
export const OBJECT_FAILS = "S3_BACKUP_OBJECT_FAILED";
export const STATE_ATTRIBUTE = "State";
/** States of a job that did not back up everything. */
export const FAILED_STATES: readonly string[] = ["FAILED", "ABORTED", "EXPIRED", "PARTIAL"];
