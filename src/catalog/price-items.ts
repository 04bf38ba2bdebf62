import * as compute from "./prices-compute";
import * as network from "./prices-network";
import * as services from "./prices-services";
import { type PriceTable } from "./prices";

/** Every price except those of instances, by the key with which an environment's file can replace it. */
export const PRICE_ITEMS = {
  clusterHour: compute.CLUSTER_PRICES.standard,
  clusterExtendedHour: compute.CLUSTER_PRICES.extended,
  fargateCpuHour: compute.FARGATE_CPU_HOUR,
  fargateMemoryHour: compute.FARGATE_MEMORY_HOUR,
  gp3GbMonth: compute.GP3_GB_MONTH,
  gp3IopsMonth: compute.GP3_IOPS_MONTH,
  gp3ThroughputMonth: compute.GP3_THROUGHPUT_MONTH,
  interfaceEndpointHour: network.INTERFACE_ENDPOINT_HOUR,
  interfaceEndpointGb: network.INTERFACE_ENDPOINT_GB,
  natGatewayHour: network.NAT_GATEWAY_HOUR,
  natGatewayGb: network.NAT_GATEWAY_GB,
  publicAddressHour: network.PUBLIC_ADDRESS_HOUR,
  albHour: network.ALB_HOUR,
  albCapacityHour: network.ALB_CAPACITY_HOUR,
  nlbHour: network.NLB_HOUR,
  nlbCapacityHour: network.NLB_CAPACITY_HOUR,
  internetOutGb: network.INTERNET_OUT_GB,
  crossZoneGb: network.CROSS_ZONE_GB,
  peeringGb: network.PEERING_GB,
  transitGatewayAttachmentHour: network.TRANSIT_GATEWAY_ATTACHMENT_HOUR,
  transitGatewayGb: network.TRANSIT_GATEWAY_GB,
  logsGb: services.LOGS_GB,
  observationsMillion: services.OBSERVATIONS_MILLION,
  alarmMonth: services.ALARM_MONTH,
  kmsKeyMonth: services.KMS_KEY_MONTH,
  secretMonth: services.SECRET_MONTH,
  registryGbMonth: services.REGISTRY_GB_MONTH,
} as const satisfies Readonly<Record<string, PriceTable>>;

const KEYS: ReadonlyMap<PriceTable, string> = new Map(
  Object.entries(PRICE_ITEMS).map(([key, table]) => [table, key]),
);

/** Key of a price table; undefined for a table that is not an item, such as one of instances. */
export const keyOfItem = (table: PriceTable): string | undefined => KEYS.get(table);
