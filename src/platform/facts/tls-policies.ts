/** Security policy of all HTTPS listeners: TLS 1.3, and TLS 1.2 for older clients. */
export const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/**
 * Security policies of load balancers that require at least TLS 1.2.
 *
 * Source: Elastic Load Balancing guide, "Security policies for your Application Load Balancer" (read 2026-11-20).
 */
export const TLS_12_POLICIES: readonly string[] = [
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
];
