/**
 * Units of every price except those of instances, by the key with which an environment's file can
 * replace it. Prices are on demand, without tax, discounts and free tiers. The files in `regions`
 * have them.
 */
const ITEMS = {
  /** A control plane whose Kubernetes version is in standard support. */
  clusterHour: "hour",
  /** A control plane in extended support, in total. */
  clusterExtendedHour: "hour",
  fargateCpuHour: "vCPU-hour",
  fargateMemoryHour: "GB-hour",
  gp3GbMonth: "GB-month",
  gp3IopsMonth: "IOPS-month",
  /** Billed per MiB a second. */
  gp3ThroughputMonth: "MiBps-month",
  /** Gateway endpoints are free. */
  interfaceEndpointHour: "zone-hour",
  /** The first PB of a month. It is 0.006 above 1 PB and 0.004 above 5 PB. */
  interfaceEndpointGb: "GB",
  natGatewayHour: "hour",
  natGatewayGb: "GB",
  /** A public IPv4 address, in use or idle, of any resource. */
  publicAddressHour: "address-hour",
  albHour: "hour",
  /** An ALB capacity unit: 1 GB an hour, 25 new connections a second, 3,000 active connections or 1,000 rules a second. */
  albCapacityHour: "LCU-hour",
  /** Assumed equal to the price of an ALB, as in all regions where both prices were available. */
  nlbHour: "hour",
  /** An NLB capacity unit for TCP: 1 GB an hour, 800 new connections a second or 100,000 active connections. */
  nlbCapacityHour: "LCU-hour",
  /** The first 10 TB of a month. The first 100 GB of the account are free, over all regions together. */
  internetOutGb: "GB",
  /** Each of the two sides is billed one half. */
  crossZoneGb: "GB",
  /** Over a peering connection between zones of one region, on this side. Traffic within a zone is free. */
  peeringGb: "GB",
  /** A VPC attachment to a transit gateway, used or not, billed to the owner of the VPC. */
  transitGatewayAttachmentHour: "attachment-hour",
  /** Traffic that the VPC sends to a transit gateway. Traffic between zones to it is free. */
  transitGatewayGb: "GB",
  /** Standard log class. The first 10 TB of flow logs have the same price. The first 5 GB of the account are free. */
  logsGb: "GB",
  /** Observations of Container Insights with enhanced observability, of the first billion of a month. */
  observationsMillion: "M observations",
  /** An alarm on one metric, evaluated once a minute or less often. The first ten of the account are free. */
  alarmMonth: "alarm-month",
  /** A customer managed key. The first and the second rotation each add the same amount. */
  kmsKeyMonth: "key-month",
  secretMonth: "secret-month",
  registryGbMonth: "GB-month",
  /** An address of a Route 53 Resolver endpoint, in use or idle. */
  resolverAddressHour: "address-hour",
  /** A private or public hosted zone, of the first 25 of the account. Further ones are 0.1. */
  hostedZoneMonth: "zone-month",
  /** db.t4g.small of RDS for PostgreSQL or MySQL, without a standby. Other sizes of the family are multiples of it. */
  smallDatabaseHour: "hour",
  /** gp3 of RDS, without a standby. */
  databaseGbMonth: "GB-month",
} as const;

export type PriceItem = keyof typeof ITEMS;

export const PRICE_ITEMS: Readonly<Record<PriceItem, string>> = ITEMS;
