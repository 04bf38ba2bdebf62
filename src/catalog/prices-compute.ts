import { EXTRACTS, type PriceTable, READ_REGIONS, everywhere } from "./prices";

/** Prices of compute: control plane, Fargate and disks. Each table states its source. */

/** USD an hour for a control plane, in total, while its Kubernetes version is in standard or in extended support. */
export const CLUSTER_HOUR = { standard: 0.1, extended: 0.6 } as const;

export const CLUSTER_PRICES: Readonly<Record<keyof typeof CLUSTER_HOUR, PriceTable>> = {
  standard: {
    per: "hour",
    byRegion: everywhere(CLUSTER_HOUR.standard),
    ...EXTRACTS,
    confirmed: READ_REGIONS,
  },
  extended: {
    per: "hour",
    byRegion: everywhere(CLUSTER_HOUR.extended),
    ...EXTRACTS,
    confirmed: READ_REGIONS,
  },
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
  confirmed: ["us-east-1", "eu-central-1", "ap-southeast-1", "ap-northeast-1"],
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
  confirmed: ["us-east-1", "eu-central-1", "ap-southeast-1", "ap-northeast-1"],
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
  confirmed: ["us-east-1", "us-west-2", "eu-central-1", "ap-southeast-2", "ap-northeast-1"],
};

/** Performance of a gp3 disk that is included in its price. */
export const GP3_BASELINE = { iops: 3000, throughput: 125 } as const;

export const GP3_IOPS_MONTH: PriceTable = {
  per: "IOPS-month",
  byRegion: { "us-east-1": 0.005, "eu-west-1": 0.0055, "eu-central-1": 0.006 },
  ...EXTRACTS,
  confirmed: ["us-east-1", "eu-west-1"],
};

/** Billed per MiB a second. */
export const GP3_THROUGHPUT_MONTH: PriceTable = {
  per: "MiBps-month",
  byRegion: { "us-east-1": 0.04, "eu-west-1": 0.044 },
  ...EXTRACTS,
  confirmed: ["us-east-1", "eu-west-1"],
};
