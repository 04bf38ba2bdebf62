/**
 * Where billing metrics are, whatever region spends.
 * Source: CloudWatch user guide, "Create a billing alarm to monitor your estimated AWS charges" (read 2026-11-20).
 */
export const BILLING_REGION = "us-east-1";

/**
 * The name that the bill and its metric have for what stands in a VPC: endpoints and public addresses. NAT gateways
 * are billed as AmazonEC2. Source: Price List API, service codes (read 2026-11-20).
 */
export const VPC_SERVICE = "AmazonVPC";
