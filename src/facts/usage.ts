/** Performance of a gp3 disk that is included in its price. */
export const GP3_BASELINE = { iops: 3000, throughput: 125 } as const;

/**
 * Observations a minute that Container Insights with enhanced observability makes of each object of a cluster, on average.
 * The agents have their default interval of one minute. Source: two calculations in public repositories that repeat the same
 * averages of Amazon CloudWatch pricing (read 2026-11-21); no bill confirms them.
 */
export const OBSERVATIONS_A_MINUTE = {
  cluster: 1720,
  node: 68,
  namespace: 2,
  service: 2,
  workload: 7,
  pod: 138,
  container: 21,
} as const;

/**
 * Prices of usage that no plan determines, in USD in us-east-1. Reports show them outside the total. A GB-month of
 * stored, compressed logs; ten thousand Secrets Manager calls; a million queries to a Resolver endpoint. Sources: Amazon CloudWatch
 * pricing, AWS Secrets Manager pricing (read 2026-11-20), Amazon Route 53 pricing (read 2026-11-21). A GB-month of backups of S3:
 * one article of 2026-02 on AWS Backup pricing (read 2026-11-22); no price of the state of a cluster, or of restores, was found.
 */
export const UNCOUNTED_USD = {
  keptLogsGbMonth: 0.03,
  tenThousandSecretCalls: 0.05,
  millionResolverQueries: 0.4,
  backupOfS3GbMonth: 0.05,
};
