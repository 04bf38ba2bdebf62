/** Data that ends with the object that holds it. */
export interface StoredData {
  readonly noun: string;
  readonly data: string;
  /** The argument without which the service refuses to delete an object that holds data. @default - it deletes the data too */
  readonly force?: string;
  /** The argument with which Terraform leaves the object in the account. @default - none */
  readonly keep?: string;
  /** True for copies, which are pushed again from their source. @default - nobody can restore the data */
  readonly isCopy?: true;
}

const WITHOUT_SNAPSHOT = { noun: "data store", data: "its data" } as const;

/**
 * Types whose objects hold data, the largest loss first. A database of Amazon RDS is not among them: its snapshot decides what is lost.
 *
 * Sources: documentation of hashicorp/aws 5.100, arguments `force_destroy`, `force_delete` and `skip_destroy` of these types; API
 * references of Amazon S3 (DeleteBucket), Amazon ECR (DeleteRepository), AWS Backup (DeleteBackupVault), CloudWatch Logs
 * (DeleteLogGroup) and Amazon EKS (DeleteCluster) (unconfirmed).
 */
export const STORED_DATA: Readonly<Record<string, StoredData>> = {
  aws_eks_cluster: { noun: "cluster", data: "all that runs in it and is stored in it, such as Secrets" },
  aws_s3_bucket: { noun: "bucket", data: "its objects and their old versions", force: "force_destroy" },
  aws_backup_vault: { noun: "backup vault", data: "its backups", force: "force_destroy" },
  aws_cloudwatch_log_group: { noun: "log group", data: "its records", keep: "skip_destroy" },
  aws_ecr_repository: { noun: "repository", data: "its images", force: "force_delete", isCopy: true },
  aws_ecrpublic_repository: { noun: "repository", data: "its images", force: "force_destroy", isCopy: true },
  aws_dynamodb_table: { noun: "table", data: "its items" },
  aws_ebs_volume: { noun: "volume", data: "its data" },
  aws_ebs_snapshot: { noun: "snapshot", data: "its data" },
  aws_db_snapshot: { noun: "snapshot", data: "its data" },
  aws_efs_file_system: { noun: "file system", data: "its files" },
  aws_fsx_lustre_file_system: { noun: "file system", data: "its files" },
  aws_sqs_queue: { noun: "queue", data: "its messages" },
  aws_kinesis_stream: { noun: "stream", data: "its records" },
  aws_prometheus_workspace: { noun: "workspace", data: "its metrics" },
  aws_secretsmanager_secret: { noun: "secret", data: "its value" },
  aws_elasticache_replication_group: WITHOUT_SNAPSHOT,
  aws_opensearch_domain: WITHOUT_SNAPSHOT,
  aws_redshift_cluster: WITHOUT_SNAPSHOT,
};
