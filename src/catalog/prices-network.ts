import { EXTRACTS, type PriceTable, READ_REGIONS, everywhere } from "./prices";

/**
 * Prices of networks: endpoints, NAT gateways, load balancers, addresses and traffic.
 *
 * Sources: Price List API extracts of 2026-07 to 2026-10 in public repositories (us-east-1: the offer of 2026-09);
 * tables of NAT gateways and load balancers by region in public code.
 */
const REGION_TABLES = {
  source: "tables by region in public code, equal to the Price List API where both were available",
  read: "2026-11-20",
} as const;

/** Gateway endpoints are free. The price of eu-west-1 is from a bill of 42.24 USD for 3,840 hours. */
export const INTERFACE_ENDPOINT_HOUR: PriceTable = {
  per: "zone-hour",
  byRegion: {
    "us-east-1": 0.01,
    "us-west-2": 0.01,
    "eu-west-1": 0.011,
    "eu-central-1": 0.012,
    "ap-southeast-1": 0.013,
    "ap-southeast-2": 0.013,
    "ap-northeast-1": 0.014,
  },
  ...EXTRACTS,
  source: `${EXTRACTS.source}; eu-west-1 from a bill`,
  confirmed: ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-1", "ap-northeast-1"],
};

/** Price of the first PB of a month. It is 0.006 above 1 PB and 0.004 above 5 PB. */
export const INTERFACE_ENDPOINT_GB: PriceTable = {
  per: "GB",
  byRegion: everywhere(0.01),
  ...EXTRACTS,
  confirmed: READ_REGIONS,
};

/** Price of an hour and of a GB, which are equal. The price of ap-southeast-2 is also on a bill of 219.48 USD. */
const NAT: PriceTable["byRegion"] = {
  "us-east-1": 0.045,
  "us-west-2": 0.045,
  "eu-west-1": 0.048,
  "eu-central-1": 0.052,
  "ap-southeast-1": 0.059,
  "ap-southeast-2": 0.059,
  "ap-northeast-1": 0.062,
};

export const NAT_GATEWAY_HOUR: PriceTable = {
  per: "hour",
  byRegion: NAT,
  ...REGION_TABLES,
  confirmed: READ_REGIONS,
};
export const NAT_GATEWAY_GB: PriceTable = {
  per: "GB",
  byRegion: NAT,
  ...REGION_TABLES,
  confirmed: READ_REGIONS,
};

/** Price of a public IPv4 address, in use or idle, of any resource. */
export const PUBLIC_ADDRESS_HOUR: PriceTable = {
  per: "address-hour",
  byRegion: everywhere(0.005),
  ...EXTRACTS,
  confirmed: READ_REGIONS,
};

const LOAD_BALANCER: PriceTable["byRegion"] = {
  "us-east-1": 0.0225,
  "us-west-2": 0.0225,
  "eu-west-1": 0.0252,
  "eu-central-1": 0.027,
  "ap-southeast-1": 0.0252,
  "ap-southeast-2": 0.0252,
  "ap-northeast-1": 0.0243,
};

export const ALB_HOUR: PriceTable = {
  per: "hour",
  byRegion: LOAD_BALANCER,
  ...REGION_TABLES,
  confirmed: READ_REGIONS,
};

/**
 * An ALB capacity unit: 1 GB an hour, 25 new connections a second, 3,000 active connections or 1,000 rules a second.
 */
export const ALB_CAPACITY_HOUR: PriceTable = {
  per: "LCU-hour",
  byRegion: everywhere(0.008),
  ...EXTRACTS,
  confirmed: ["us-east-1", "ap-southeast-1"],
};

/** Assumed equal to the price of an ALB, as in all regions where both prices were available. */
export const NLB_HOUR: PriceTable = {
  per: "hour",
  byRegion: LOAD_BALANCER,
  ...REGION_TABLES,
  confirmed: [],
};

/** An NLB capacity unit for TCP: 1 GB an hour, 800 new connections a second or 100,000 active connections. */
export const NLB_CAPACITY_HOUR: PriceTable = {
  per: "LCU-hour",
  byRegion: everywhere(0.006),
  ...REGION_TABLES,
  confirmed: [],
};

/** Price of the first 10 TB of a month. The first 100 GB of the account are free, over all regions together. */
export const INTERNET_OUT_GB: PriceTable = {
  per: "GB",
  byRegion: {
    "us-east-1": 0.09,
    "us-west-2": 0.09,
    "eu-west-1": 0.09,
    "eu-central-1": 0.09,
    "ap-southeast-1": 0.12,
    "ap-southeast-2": 0.114,
    "ap-northeast-1": 0.114,
  },
  ...EXTRACTS,
  confirmed: READ_REGIONS,
};

/** Each of the two sides is billed one half. */
export const CROSS_ZONE_GB: PriceTable = {
  per: "GB",
  byRegion: everywhere(0.02),
  ...EXTRACTS,
  source: `${EXTRACTS.source}; AWS Networking blog, "data transfer costs when using Network Load Balancer"`,
  confirmed: ["us-east-1", "ap-southeast-2"],
};

const ATTACHMENT_SOURCES = {
  source:
    "articles and price tables in public code that agree on us-east-1; Classmethod (2023) for ap-northeast-1; no source for other regions of Asia Pacific",
  read: "2026-11-21",
} as const;

/** Price of a VPC attachment to a transit gateway, used or not, billed to the owner of the VPC. */
export const TRANSIT_GATEWAY_ATTACHMENT_HOUR: PriceTable = {
  per: "attachment-hour",
  byRegion: { "us-east-1": 0.05, "ap-northeast-1": 0.07 },
  ...ATTACHMENT_SOURCES,
  confirmed: ["us-east-1"],
};

/** Price of a GB that the VPC sends to a transit gateway. Traffic between zones to it is free. */
export const TRANSIT_GATEWAY_GB: PriceTable = {
  per: "GB",
  byRegion: { "us-east-1": 0.02, "ap-northeast-1": 0.02 },
  ...ATTACHMENT_SOURCES,
  confirmed: ["us-east-1"],
};

/** Price of a GB over a peering connection between zones of one region, on this side. Traffic within a zone is free. */
export const PEERING_GB: PriceTable = { ...CROSS_ZONE_GB, byRegion: everywhere(0.01) };
