import { EXTRACTS, type PriceTable, allBut, everywhere } from "./prices";

/** What keeps, watches and encrypts costs. Sources: as each table says. */

/** Standard class; flow logs cost the same in their first 10 TB. The account's first 5 GB are free. */
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
  unconfirmed: ["us-west-2", "eu-west-1"],
};

/** An alarm on one metric, looked at each minute or less often. The account's first ten are free. */
export const ALARM_MONTH: PriceTable = {
  per: "alarm-month",
  byRegion: everywhere(0.1),
  ...EXTRACTS,
  unconfirmed: allBut("us-east-1", "ap-southeast-1"),
};

/** A key that a customer manages; the first and the second rotation add as much each. */
export const KMS_KEY_MONTH: PriceTable = {
  per: "key-month",
  byRegion: everywhere(1),
  source: "AWS KMS pricing",
  read: "2026-11-20",
};

const SECRETS_MANAGER = { source: "AWS Secrets Manager pricing", read: "2026-11-20" } as const;

export const SECRET_MONTH: PriceTable = {
  per: "secret-month",
  byRegion: everywhere(0.4),
  ...SECRETS_MANAGER,
};

export const REGISTRY_GB_MONTH: PriceTable = {
  per: "GB-month",
  byRegion: everywhere(0.1),
  ...EXTRACTS,
  unconfirmed: allBut("us-east-1"),
};

/**
 * What no plan says how much there will be of, told and in no sum; USD in us-east-1. A GB-month of logs that are kept,
 * compressed; a million observations of Container Insights, the first billion of a month; ten thousand calls of Secrets
 * Manager. Sources: Amazon CloudWatch pricing, AWS Secrets Manager pricing (read 2026-11-20).
 */
export const UNCOUNTED_USD = {
  keptLogsGbMonth: 0.03,
  millionObservations: 0.21,
  tenThousandSecretCalls: 0.05,
};
