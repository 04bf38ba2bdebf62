import accounts from "./aws-owned/accounts-of-load-balancers.json";
import facts from "./aws-owned/words-and-types.json";

/** Accounts, services, resources and regions that belong to AWS, and that every account can name. */
export const AWS_OWNED = {
  /**
   * Accounts from which load balancers write access logs, by region. In later regions they write as the service
   * `logdelivery.elasticloadbalancing.amazonaws.com`.
   */
  loadBalancerAccounts: accounts.accounts as Readonly<Record<string, string>>,
  /**
   * Words in the place of an account in ARNs of AWS's own resources, as in `arn:aws:iam::aws:policy/…`, with the
   * services that have them.
   */
  words: facts.words as Readonly<Record<string, readonly string[]>>,
  /** The service principals of AWS end so; IAM refuses names that it does not know (IAM user guide, Principal, unconfirmed). */
  serviceName: /^[a-z0-9.-]+\.amazon(aws)?\.com(\.cn)?$/,
  /** Beginnings of types whose API, or whose metrics, AWS has only in the global region of a partition. */
  globalTypes: facts.globalTypes as readonly string[],
  /** Hosts, without their region and domain, of services whose only API, or only one of a few, is in the global region. */
  globalHost: /^(?:[\w-]+\.)*(?:iam|route53|ecr-public|pricing|ce|budgets|organizations|cloudfront)$/,
  /** Endpoint services without a region in their name: AWS has them in the global region. */
  globalEndpoint: /^com\.amazonaws\.(?:iam|route53|savingsplans|s3-global\.accesspoint)$/,
} as const;
