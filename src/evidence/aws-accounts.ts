import facts from "./accounts-of-load-balancers.json";

/**
 * Accounts from which load balancers write access logs, by region. In later regions they write as the service
 * `logdelivery.elasticloadbalancing.amazonaws.com`.
 */
export const LOAD_BALANCER_ACCOUNTS: Readonly<Record<string, string>> = facts.accounts;

/** The service principals of AWS end so; IAM refuses names that it does not know (IAM user guide, Principal, unconfirmed). */
export const SERVICE_NAME = /^[a-z0-9.-]+\.amazon(aws)?\.com(\.cn)?$/;

/**
 * Services that write logs without a source that a condition can compare: the path of the logs has the account instead. Source: as above, and
 * `WRITERS` of `log-delivery.ts`.
 */
export const LOG_WRITERS_WITHOUT_SOURCE: readonly string[] = [
  "logdelivery.elasticloadbalancing.amazonaws.com",
];
