/** Security policy of all HTTPS listeners: TLS 1.3, and TLS 1.2 for older clients. */
export const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/**
 * Security policies of load balancers.
 *
 * Source: Elastic Load Balancing guide, "Security policies for your Application Load Balancer" (read 2026-11-20).
 */
export const TLS_POLICIES = {
  /** Those that require at least TLS 1.2. */
  tls12: [
    TLS_POLICY,
    "ELBSecurityPolicy-TLS13-1-3-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06",
    "ELBSecurityPolicy-TLS-1-2-2017-01",
    "ELBSecurityPolicy-TLS-1-2-Ext-2018-06",
    "ELBSecurityPolicy-FS-1-2-2019-08",
    "ELBSecurityPolicy-FS-1-2-Res-2019-08",
    "ELBSecurityPolicy-FS-1-2-Res-2020-10",
  ] as readonly string[],
  /**
   * The form of a policy's name that says which version it requires at least, with the month in which AWS published it. AWS publishes
   * newer ones, such as those with post-quantum keys.
   */
  dated: /^ELBSecurityPolicy-(TLS13|TLS|FS)-1-[23](-[A-Za-z0-9]+)*-20\d\d-(0[1-9]|1[0-2])$/,
  /** Names of policies that also allow TLS 1.0 or 1.1, such as `ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04`. */
  old: /^ELBSecurityPolicy-((TLS13|TLS|FS)-)?(1-[01]-([A-Za-z0-9]+-)*)?\d{4}-\d{2}$/,
} as const;
