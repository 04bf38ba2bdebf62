import { EXTRACTS, type PriceTable, allBut, everywhere } from "./prices";

/**
 * What a network costs: endpoints, NAT, load balancers, addresses and traffic.
 *
 * Sources: Price List API extracts of 2026-07 to 2026-10 in public repositories, of which us-east-1 is the offer of
 * 2026-09; tables of NAT gateways and load balancers by region in public code.
 */
const REGION_TABLES = {
  source: "tables by region in public code, the same as the Price List API where both were seen",
  read: "2026-11-20",
} as const;

/** A gateway endpoint costs nothing. eu-west-1 is from a bill of 42.24 USD for 3,840 hours. */
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
  unconfirmed: ["ap-southeast-2"],
};

/** The first PB of a month; above it 0.006, and 0.004 above five. */
export const INTERFACE_ENDPOINT_GB: PriceTable = {
  per: "GB",
  byRegion: everywhere(0.01),
  ...EXTRACTS,
};

/** An hour and a GB of a NAT gateway cost the same number of USD. ap-southeast-2 is also on a bill of 219.48 USD. */
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
};
export const NAT_GATEWAY_GB: PriceTable = { per: "GB", byRegion: NAT, ...REGION_TABLES };

/** In use or idle, by whatever carries it. */
export const PUBLIC_ADDRESS_HOUR: PriceTable = {
  per: "address-hour",
  byRegion: everywhere(0.005),
  ...EXTRACTS,
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
};

/** An ALB's capacity unit: 1 GB an hour, 25 new connections a second, 3,000 active ones or 1,000 rules a second. */
export const ALB_CAPACITY_HOUR: PriceTable = {
  per: "LCU-hour",
  byRegion: everywhere(0.008),
  ...EXTRACTS,
  unconfirmed: allBut("us-east-1", "ap-southeast-1"),
};

/** Taken to be an ALB's, as it is wherever both were seen. */
export const NLB_HOUR: PriceTable = {
  per: "hour",
  byRegion: LOAD_BALANCER,
  ...REGION_TABLES,
  unconfirmed: allBut(),
};

/** An NLB's capacity unit for TCP: 1 GB an hour, 800 new connections a second or 100,000 active ones. */
export const NLB_CAPACITY_HOUR: PriceTable = {
  per: "LCU-hour",
  byRegion: everywhere(0.006),
  ...REGION_TABLES,
  unconfirmed: allBut(),
};

/** The first 10 TB of a month. The account's first 100 GB are free, in all regions together. */
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
};

/** Half of it is billed on each side. */
export const CROSS_ZONE_GB: PriceTable = {
  per: "GB",
  byRegion: everywhere(0.02),
  ...EXTRACTS,
  source: `${EXTRACTS.source}; AWS Networking blog, "data transfer costs when using Network Load Balancer"`,
  unconfirmed: allBut("us-east-1", "ap-southeast-2"),
};
