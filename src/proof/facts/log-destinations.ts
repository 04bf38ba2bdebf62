/** Blocks that send records of calls, traffic and data, with the arguments that name a bucket. */
export interface RecordSource {
  readonly type: string;
  /** Paths of arguments, with dots between nested blocks. */
  readonly paths: readonly string[];
}

const firehose = (block: string): string => `${block}.bucket_arn`;

/**
 * Sources: schemas of the AWS provider 5.100 (src/proof/facts/provider-schemas, read 2026-11-26). Other checks judge access logs of buckets and load
 * balancers, and flow logs.
 */
export const RECORD_SOURCES: readonly RecordSource[] = [
  { type: "aws_cloudtrail", paths: ["s3_bucket_name"] },
  { type: "aws_config_delivery_channel", paths: ["s3_bucket_name"] },
  {
    type: "aws_kinesis_firehose_delivery_stream",
    paths: [
      "extended_s3_configuration",
      "extended_s3_configuration.s3_backup_configuration",
      "elasticsearch_configuration.s3_configuration",
      "http_endpoint_configuration.s3_configuration",
      "iceberg_configuration.s3_configuration",
      "opensearch_configuration.s3_configuration",
      "opensearchserverless_configuration.s3_configuration",
      "redshift_configuration.s3_configuration",
      "redshift_configuration.s3_backup_configuration",
      "snowflake_configuration.s3_configuration",
      "splunk_configuration.s3_configuration",
    ].map(firehose),
  },
  { type: "aws_route53_resolver_query_log_config", paths: ["destination_arn"] },
  { type: "aws_ssm_resource_data_sync", paths: ["s3_destination.bucket_name"] },
  { type: "aws_vpclattice_access_log_subscription", paths: ["destination_arn"] },
  { type: "aws_wafv2_web_acl_logging_configuration", paths: ["log_destination_configs"] },
];
