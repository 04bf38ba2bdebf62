/** Hours that AWS bills for a full month. */
export const HOURS_A_MONTH = 730;

/**
 * An interface endpoint in one zone, in USD an hour. Gateway endpoints cost nothing; each GB through an interface
 * endpoint is 0.01 more.
 *
 * Source: Price List API extracts of 2026-07 to 2026-10 in public repositories; eu-west-1 from a bill of 42.24 USD
 * for 3,840 hours; ap-southeast-2 was seen in one place only (read 2026-11-20).
 */
export const INTERFACE_ENDPOINT_HOUR: Readonly<Record<string, number>> = {
  "us-east-1": 0.01,
  "us-west-2": 0.01,
  "eu-west-1": 0.011,
  "eu-central-1": 0.012,
  "ap-southeast-1": 0.013,
  "ap-southeast-2": 0.013,
  "ap-northeast-1": 0.014,
};
