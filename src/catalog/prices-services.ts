import { EXTRACTS, type PriceTable, READ_REGIONS, everywhere } from "./prices";

/** Prices of logs, alarms, keys, secrets and registries. Each table states its source. */

/** Standard log class. The first 10 TB of flow logs have the same price. The first 5 GB of the account are free. */
export const LOGS_GB: PriceTable = {
  per: "GB",
  byRegion: {
    "us-east-1": 0.5,
    "us-west-2": 0.5,
    "eu-west-1": 0.57,
    "eu-central-1": 0.63,
    "ap-southeast-1": 0.7,
    "ap-southeast-2": 0.67,
    "ap-northeast-1": 0.76,
  },
  ...EXTRACTS,
  confirmed: ["us-east-1", "eu-central-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1"],
};

/** An alarm on one metric, evaluated once a minute or less often. The first ten of the account are free. */
export const ALARM_MONTH: PriceTable = {
  per: "alarm-month",
  byRegion: everywhere(0.1),
  ...EXTRACTS,
  confirmed: ["us-east-1", "ap-southeast-1"],
};

/** A customer managed key. The first and the second rotation each add the same amount. */
export const KMS_KEY_MONTH: PriceTable = {
  per: "key-month",
  byRegion: everywhere(1),
  source: "AWS KMS pricing",
  read: "2026-11-20",
  confirmed: READ_REGIONS,
};

const SECRETS_MANAGER = { source: "AWS Secrets Manager pricing", read: "2026-11-20" } as const;

export const SECRET_MONTH: PriceTable = {
  per: "secret-month",
  byRegion: everywhere(0.4),
  ...SECRETS_MANAGER,
  confirmed: READ_REGIONS,
};

export const REGISTRY_GB_MONTH: PriceTable = {
  per: "GB-month",
  byRegion: everywhere(0.1),
  ...EXTRACTS,
  confirmed: ["us-east-1"],
};

/** A million observations of Container Insights with enhanced observability, of the first billion of a month. */
export const OBSERVATIONS_MILLION: PriceTable = {
  per: "M observations",
  byRegion: { "us-east-1": 0.21 },
  source: "Amazon CloudWatch pricing",
  read: "2026-11-20",
  confirmed: ["us-east-1"],
};

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
 * stored, compressed logs; ten thousand Secrets Manager calls. Sources: Amazon CloudWatch pricing, AWS Secrets Manager pricing
 * (read 2026-11-20).
 */
export const UNCOUNTED_USD = {
  keptLogsGbMonth: 0.03,
  tenThousandSecretCalls: 0.05,
};
