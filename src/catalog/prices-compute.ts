import { EXTRACTS, type PriceTable, allBut, everywhere } from "./prices";

/** Prices of compute: control plane, instances, Fargate and disks. Each table states its source. */

/** USD an hour for a control plane, in total, while its Kubernetes version is in standard or in extended support. */
export const CLUSTER_HOUR = { standard: 0.1, extended: 0.6 } as const;

export const CLUSTER_PRICES: Readonly<Record<keyof typeof CLUSTER_HOUR, PriceTable>> = {
  standard: { per: "hour", byRegion: everywhere(CLUSTER_HOUR.standard), ...EXTRACTS },
  extended: { per: "hour", byRegion: everywhere(CLUSTER_HOUR.extended), ...EXTRACTS },
};

export const FARGATE_CPU_HOUR: PriceTable = {
  per: "vCPU-hour",
  byRegion: {
    "us-east-1": 0.04048,
    "us-west-2": 0.04048,
    "eu-west-1": 0.04048,
    "eu-central-1": 0.04656,
    "ap-southeast-1": 0.05056,
    "ap-southeast-2": 0.04856,
    "ap-northeast-1": 0.05056,
  },
  ...EXTRACTS,
  unconfirmed: ["us-west-2", "eu-west-1", "ap-southeast-2"],
};

export const FARGATE_MEMORY_HOUR: PriceTable = {
  per: "GB-hour",
  byRegion: {
    "us-east-1": 0.004445,
    "us-west-2": 0.004445,
    "eu-west-1": 0.004445,
    "eu-central-1": 0.00511,
    "ap-southeast-1": 0.00553,
    "ap-southeast-2": 0.00532,
    "ap-northeast-1": 0.00553,
  },
  ...EXTRACTS,
  unconfirmed: ["us-west-2", "eu-west-1", "ap-southeast-2"],
};

export const GP3_GB_MONTH: PriceTable = {
  per: "GB-month",
  byRegion: {
    "us-east-1": 0.08,
    "us-west-2": 0.08,
    "eu-west-1": 0.088,
    "eu-central-1": 0.0952,
    "ap-southeast-1": 0.096,
    "ap-southeast-2": 0.096,
    "ap-northeast-1": 0.096,
  },
  ...EXTRACTS,
  unconfirmed: ["ap-southeast-1", "eu-west-1"],
};

/** Performance of a gp3 disk that is included in its price. */
export const GP3_BASELINE = { iops: 3000, throughput: 125 } as const;

export const GP3_IOPS_MONTH: PriceTable = {
  per: "IOPS-month",
  byRegion: { "us-east-1": 0.005, "eu-west-1": 0.0055, "eu-central-1": 0.006 },
  ...EXTRACTS,
  unconfirmed: ["eu-central-1"],
};

/** Billed per MiB a second. */
export const GP3_THROUGHPUT_MONTH: PriceTable = {
  per: "MiBps-month",
  byRegion: { "us-east-1": 0.04, "eu-west-1": 0.044 },
  ...EXTRACTS,
};

/** Source of instance prices in several regions. */
const SEVEN_REGIONS = {
  source: "aws/karpenter-provider-aws, zz_generated.pricing_aws.go (2026-07-20), and skypilot-catalog v8",
  read: "2026-11-20",
} as const;

/** Source of instance prices in us-east-1 only, an older file. */
const VIRGINIA = {
  source: "aws/karpenter-provider-aws, zz_generated.pricing_aws.go (generated 2026-01-19)",
  read: "2026-11-20",
} as const;

type Usd = PriceTable["byRegion"];

/** Families in which the price grows in proportion to the size, each with the price of the smallest size for nodes. */
const FAMILIES: Readonly<Record<string, { readonly smallest: "medium" | "large"; readonly usd: Usd }>> = {
  t3: {
    smallest: "medium",
    usd: {
      "us-east-1": 0.0416,
      "us-west-2": 0.0416,
      "eu-west-1": 0.0456,
      "eu-central-1": 0.048,
      "ap-southeast-1": 0.0528,
      "ap-southeast-2": 0.0528,
      "ap-northeast-1": 0.0544,
    },
  },
  t3a: { smallest: "medium", usd: { "us-east-1": 0.0376 } },
  t4g: { smallest: "medium", usd: { "us-east-1": 0.0336 } },
  m6i: {
    smallest: "large",
    usd: {
      "us-east-1": 0.096,
      "us-west-2": 0.096,
      "eu-west-1": 0.107,
      "eu-central-1": 0.115,
      "ap-southeast-1": 0.12,
      "ap-southeast-2": 0.12,
      "ap-northeast-1": 0.124,
    },
  },
  c6i: { smallest: "large", usd: { "us-east-1": 0.085 } },
  c6a: { smallest: "large", usd: { "us-east-1": 0.0765 } },
  c6g: { smallest: "large", usd: { "us-east-1": 0.068 } },
  c7i: { smallest: "large", usd: { "us-east-1": 0.08925 } },
  c7a: { smallest: "large", usd: { "us-east-1": 0.10264 } },
  c7g: { smallest: "large", usd: { "us-east-1": 0.0725 } },
  m5: { smallest: "large", usd: { "us-east-1": 0.096 } },
  m5a: { smallest: "large", usd: { "us-east-1": 0.086 } },
  m6a: { smallest: "large", usd: { "us-east-1": 0.0864 } },
  m6g: { smallest: "large", usd: { "us-east-1": 0.077 } },
  m7i: { smallest: "large", usd: { "us-east-1": 0.1008 } },
  m7a: { smallest: "large", usd: { "us-east-1": 0.11592 } },
  m7g: { smallest: "large", usd: { "us-east-1": 0.0816 } },
  r5: { smallest: "large", usd: { "us-east-1": 0.126 } },
  r6i: { smallest: "large", usd: { "us-east-1": 0.126 } },
  r6a: { smallest: "large", usd: { "us-east-1": 0.1134 } },
  r6g: { smallest: "large", usd: { "us-east-1": 0.1008 } },
  r7i: { smallest: "large", usd: { "us-east-1": 0.1323 } },
  r7a: { smallest: "large", usd: { "us-east-1": 0.15215 } },
  r7g: { smallest: "large", usd: { "us-east-1": 0.1071 } },
};

/** Price of a size in multiples of the `medium` size of the family. */
const SIZES: Readonly<Record<string, number>> = {
  medium: 1,
  large: 2,
  xlarge: 4,
  "2xlarge": 8,
  "4xlarge": 16,
  "8xlarge": 32,
  "12xlarge": 48,
  "16xlarge": 64,
};

/** Prices of GPU types, which are not in proportion to the size. */
const SINGLE: Readonly<Record<string, Usd>> = {
  "g4dn.xlarge": { "us-east-1": 0.526 },
  "g4dn.2xlarge": { "us-east-1": 0.752 },
  "g4dn.4xlarge": { "us-east-1": 1.204 },
  "g4dn.8xlarge": { "us-east-1": 2.176 },
  "g4dn.12xlarge": { "us-east-1": 3.912 },
  "g4dn.16xlarge": { "us-east-1": 4.352 },
  "g5.xlarge": {
    "us-east-1": 1.006,
    "us-west-2": 1.006,
    "eu-west-1": 1.123,
    "eu-central-1": 1.258,
    "ap-southeast-2": 1.308,
    "ap-northeast-1": 1.459,
  },
  "g5.2xlarge": { "us-east-1": 1.212 },
  "g5.4xlarge": { "us-east-1": 1.624 },
  "g5.8xlarge": { "us-east-1": 2.448 },
  "g5.12xlarge": { "us-east-1": 5.672 },
  "g5.16xlarge": { "us-east-1": 4.096 },
  "g5.24xlarge": { "us-east-1": 8.144 },
  "g5.48xlarge": { "us-east-1": 16.288 },
  "g6.xlarge": { "us-east-1": 0.8048 },
  "g6.2xlarge": { "us-east-1": 0.9776 },
  "g6.4xlarge": { "us-east-1": 1.3232 },
  "g6.8xlarge": { "us-east-1": 2.0144 },
  "g6.12xlarge": { "us-east-1": 4.6016 },
  "g6.16xlarge": { "us-east-1": 3.3968 },
  "g6.24xlarge": { "us-east-1": 6.6752 },
  "g6.48xlarge": { "us-east-1": 13.3504 },
};

/** Price of an instance hour (Linux, on demand, shared tenancy); undefined for a type that is not in the tables. */
export function instanceHour(instanceType: string): PriceTable | undefined {
  const [family = "", size = ""] = instanceType.split(".");
  const byRegion = SINGLE[instanceType] ?? ofFamily(family, size);
  if (!byRegion) return undefined;
  const source = Object.keys(byRegion).length > 1 ? SEVEN_REGIONS : VIRGINIA;
  return { per: "hour", byRegion, ...source, ...(family === "t3" ? {} : { unconfirmed: UNCONFIRMED }) };
}

function ofFamily(name: string, size: string): Usd | undefined {
  const family = FAMILIES[name];
  const [units, smallest] = [SIZES[size], SIZES[family?.smallest ?? ""]];
  if (!family || units === undefined || smallest === undefined || units < smallest) return undefined;
  return Object.fromEntries(
    Object.entries(family.usd).map(([region, usd]) => [region, (usd * units) / smallest]),
  );
}

/** Regions whose instance prices, except for t3, were read in one place only. */
const UNCONFIRMED = allBut("us-east-1", "eu-central-1");
