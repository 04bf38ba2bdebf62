import { type DnsRecord } from "./dns-record";

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
