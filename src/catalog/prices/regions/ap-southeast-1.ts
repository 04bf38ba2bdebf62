import { type RegionPrices } from "../region-prices";
import {
  EXTRACTS,
  EXTRACTS_AND_BILL,
  EXTRACTS_AND_BLOG,
  INSTANCES,
  KMS,
  REGION_TABLES,
  SECRETS_MANAGER,
} from "../sources";

/** Prices of Asia Pacific (Singapore). */
export const AP_SOUTHEAST_1: RegionPrices = {
  items: {
    clusterHour: { usd: 0.1, from: EXTRACTS, confirmed: true },
    clusterExtendedHour: { usd: 0.6, from: EXTRACTS, confirmed: true },
    fargateCpuHour: { usd: 0.05056, from: EXTRACTS, confirmed: true },
    fargateMemoryHour: { usd: 0.00553, from: EXTRACTS, confirmed: true },
    gp3GbMonth: { usd: 0.096, from: EXTRACTS, confirmed: false },
    interfaceEndpointHour: { usd: 0.013, from: EXTRACTS_AND_BILL, confirmed: true },
    interfaceEndpointGb: { usd: 0.01, from: EXTRACTS, confirmed: true },
    natGatewayHour: { usd: 0.059, from: REGION_TABLES, confirmed: true },
    natGatewayGb: { usd: 0.059, from: REGION_TABLES, confirmed: true },
    publicAddressHour: { usd: 0.005, from: EXTRACTS, confirmed: true },
    albHour: { usd: 0.0252, from: REGION_TABLES, confirmed: true },
    albCapacityHour: { usd: 0.008, from: EXTRACTS, confirmed: true },
    nlbHour: { usd: 0.0252, from: REGION_TABLES, confirmed: false },
    nlbCapacityHour: { usd: 0.006, from: REGION_TABLES, confirmed: false },
    internetOutGb: { usd: 0.12, from: EXTRACTS, confirmed: true },
    crossZoneGb: { usd: 0.02, from: EXTRACTS_AND_BLOG, confirmed: false },
    peeringGb: { usd: 0.01, from: EXTRACTS_AND_BLOG, confirmed: false },
    logsGb: { usd: 0.7, from: EXTRACTS, confirmed: true },
    alarmMonth: { usd: 0.1, from: EXTRACTS, confirmed: true },
    kmsKeyMonth: { usd: 1, from: KMS, confirmed: true },
    secretMonth: { usd: 0.4, from: SECRETS_MANAGER, confirmed: true },
    registryGbMonth: { usd: 0.1, from: EXTRACTS, confirmed: false },
  },
  instances: {
    "t3.medium": { usd: 0.0528, from: INSTANCES, confirmed: true },
    "c7i.large": { usd: 0.1029, from: INSTANCES, confirmed: false },
    "m6i.large": { usd: 0.12, from: INSTANCES, confirmed: false },
    "m7i.large": { usd: 0.126, from: INSTANCES, confirmed: false },
    "m8g.large": { usd: 0.1122, from: INSTANCES, confirmed: false },
    "r7i.large": { usd: 0.1596, from: INSTANCES, confirmed: false },
    "p4de.24xlarge": { usd: 32.93646, from: INSTANCES, confirmed: false },
  },
};
