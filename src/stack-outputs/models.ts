/** Outputs of the models layer. */
export interface ModelsOutputs {
  /** DNS names of the load balancers that the controller made, by the name of the Ingress or Service. */
  readonly load_balancer_hosts?: Readonly<Record<string, string>>;
  /** The record to make for the host, where DNS is not Terraform's. */
  readonly dns_record?: DnsRecord;
}

/** A record that points a host at a load balancer: Route 53's alias, or what another DNS calls ALIAS or ANAME. */
export interface DnsRecord {
  readonly name: string;
  readonly type: "A";
  /** The load balancer's own name. */
  readonly alias_target: string;
  /** Route 53's zone of that name. */
  readonly alias_zone_id: string;
}
