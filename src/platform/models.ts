/** Outputs of the models layer. */
export interface ModelsOutputs {
  /**
   * DNS names of the load balancers that the controller created, by name of the Ingress or Service.
   *
   * @default - none
   */
  readonly load_balancer_hosts?: Readonly<Record<string, string>>;
  /**
   * DNS record to create for the host.
   *
   * @default - none; the entry has no host, or Terraform creates the record
   */
  readonly dns_record?: DnsRecord;
  /**
   * Addresses of the models for pods of the cluster, by name of the model.
   *
   * @default - none; a load balancer leads to the models
   */
  readonly model_urls?: Readonly<Record<string, string>>;
}

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
