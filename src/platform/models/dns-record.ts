/** A DNS record that points a host to a load balancer: an alias in Route 53, ALIAS or ANAME elsewhere. */
export interface DnsRecord {
  readonly name: string;
  /** Further hosts, each with the same record. @default - none */
  readonly also_names?: readonly string[];
  readonly type: "A";
  /** DNS name of the load balancer. */
  readonly alias_target: string;
  /** Route 53 zone of that name. */
  readonly alias_zone_id: string;
}
