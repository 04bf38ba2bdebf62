/** The origin of a price, and when it was read. */
export interface Source {
  readonly source: string;
  /** ISO date. */
  readonly read: string;
}

/** Date of the newest price. Each price states when it was read. */
export const PRICES_OF = "2026-11-22";

/** us-east-1 is from the offer of 2026-09. */
const EXTRACTS = "AWS Price List API, extracts of 2026-07 to 2026-10 in public repositories";

/** Sources of prices, by the key that a price has. */
export const SOURCES: Readonly<Record<string, Source>> = {
  extracts: { source: EXTRACTS, read: "2026-11-20" },
  /** The bill is one of 42.24 USD for 3,840 hours in eu-west-1. */
  extractsAndBill: { source: `${EXTRACTS}; eu-west-1 from a bill`, read: "2026-11-20" },
  extractsAndBlog: {
    source: `${EXTRACTS}; AWS Networking blog, "data transfer costs when using Network Load Balancer"`,
    read: "2026-11-20",
  },
  /** The price of NAT gateways in ap-southeast-2 is also on a bill of 219.48 USD. */
  regionTables: {
    source: "tables by region in public code, equal to the Price List API where both were available",
    read: "2026-11-20",
  },
  attachments: {
    source:
      "articles and price tables in public code that agree on us-east-1; Classmethod (2023) for ap-northeast-1; no source for other regions of Asia Pacific",
    read: "2026-11-21",
  },
  kms: { source: "AWS KMS pricing", read: "2026-11-20" },
  secretsManager: { source: "AWS Secrets Manager pricing", read: "2026-11-20" },
  /** One price for all regions outside of GovCloud and China. */
  route53: { source: "Amazon Route 53 pricing", read: "2026-11-21" },
  /** PostgreSQL and MySQL in us-east-1; no source for other regions was read. */
  databases: {
    source:
      "an article of infratally.com on PostgreSQL, one of usage.ai on storage, of 2026, and price tables in public repositories for MySQL",
    read: "2026-11-22",
  },
  cloudWatch: { source: "Amazon CloudWatch pricing", read: "2026-11-20" },
  /**
   * Instances in several regions: Linux, on demand, shared tenancy. Prices of g5 and g6 outside us-east-1 are those of
   * us-east-1 times one factor for each region, the same for all sizes that were read: xlarge to 8xlarge of g5, 2xlarge and
   * 48xlarge of g6. p4 has no second source, and p5 one for us-east-1.
   */
  instances: {
    source:
      "aws/karpenter-provider-aws, zz_generated.pricing_aws.go (2026-07-20), and skypilot-org/skypilot-catalog, catalogs/v8/aws/vms.csv",
    read: "2026-11-21",
  },
  /** Instances in us-east-1 only, from an older file. */
  instancesOfVirginia: {
    source: "aws/karpenter-provider-aws, zz_generated.pricing_aws.go (generated 2026-01-19)",
    read: "2026-11-20",
  },
};
