/** Where a price is from, and when it was read. */
export interface Source {
  readonly source: string;
  /** ISO date. */
  readonly read: string;
}

/** Date of the newest price. Each price states when it was read. */
export const PRICES_OF = "2026-11-21";

/** Source of most prices: us-east-1 from the offer of 2026-09. */
export const EXTRACTS: Source = {
  source: "AWS Price List API, extracts of 2026-07 to 2026-10 in public repositories",
  read: "2026-11-20",
};

/** The bill is one of 42.24 USD for 3,840 hours in eu-west-1. */
export const EXTRACTS_AND_BILL: Source = {
  ...EXTRACTS,
  source: `${EXTRACTS.source}; eu-west-1 from a bill`,
};

export const EXTRACTS_AND_BLOG: Source = {
  ...EXTRACTS,
  source: `${EXTRACTS.source}; AWS Networking blog, "data transfer costs when using Network Load Balancer"`,
};

/** The price of NAT gateways in ap-southeast-2 is also on a bill of 219.48 USD. */
export const REGION_TABLES: Source = {
  source: "tables by region in public code, equal to the Price List API where both were available",
  read: "2026-11-20",
};

export const ATTACHMENTS: Source = {
  source:
    "articles and price tables in public code that agree on us-east-1; Classmethod (2023) for ap-northeast-1; no source for other regions of Asia Pacific",
  read: "2026-11-21",
};

export const KMS: Source = { source: "AWS KMS pricing", read: "2026-11-20" };
export const SECRETS_MANAGER: Source = { source: "AWS Secrets Manager pricing", read: "2026-11-20" };
export const CLOUDWATCH: Source = { source: "Amazon CloudWatch pricing", read: "2026-11-20" };

/**
 * Instances in several regions: Linux, on demand, shared tenancy. Prices of g5 and g6 outside us-east-1 are those of
 * us-east-1 times one factor for each region, the same for all sizes that were read: xlarge to 8xlarge of g5, 2xlarge and
 * 48xlarge of g6. p4 has no second source, and p5 one for us-east-1.
 */
export const INSTANCES: Source = {
  source:
    "aws/karpenter-provider-aws, zz_generated.pricing_aws.go (2026-07-20), and skypilot-org/skypilot-catalog, catalogs/v8/aws/vms.csv",
  read: "2026-11-21",
};

/** Instances in us-east-1 only, from an older file. */
export const INSTANCES_OF_VIRGINIA: Source = {
  source: "aws/karpenter-provider-aws, zz_generated.pricing_aws.go (generated 2026-01-19)",
  read: "2026-11-20",
};
