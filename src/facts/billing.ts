export const BILLING = {
  /**
   * Region of billing metrics, which cover all regions.
   * Source: CloudWatch user guide, "Create a billing alarm to monitor your estimated AWS charges" (read 2026-11-20).
   */
  region: "us-east-1",
  /**
   * Name of Amazon VPC in the bill and its metric, which cover endpoints and public addresses. NAT gateways are billed as
   * AmazonEC2. Source: Price List API, service codes (read 2026-11-20).
   */
  vpcService: "AmazonVPC",
} as const;
