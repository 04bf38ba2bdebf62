import { ANYWHERE } from "../base/cidr";
import { DEFAULT_IDLE_SECONDS, NLB_IDLE_SECONDS } from "../facts/load-balancers";
import type { EnvironmentConfig } from "./schema";

export type Entry = EnvironmentConfig["entry"];

/** An entry with a load balancer. */
export type LoadBalancerEntry = Exclude<Entry, { type: "none" }>;

export const hasLoadBalancer = (entry: Entry): entry is LoadBalancerEntry => entry.type !== "none";

/** An entry whose load balancer Terraform or the controller creates. */
type CreatedEntry = Exclude<LoadBalancerEntry, { type: "existing-alb" }>;

export const createsLoadBalancer = (entry: Entry): entry is CreatedEntry =>
  hasLoadBalancer(entry) && entry.type !== "existing-alb";

/** Idle timeout of the load balancer, in seconds. That of an existing ALB and the time that an NLB gives requests are not in the file. */
export const idleSecondsOf = (entry: Entry): number =>
  entry.type === "ingress" || entry.type === "terraform-alb"
    ? entry.idleTimeoutSeconds
    : DEFAULT_IDLE_SECONDS;

/** Time that an answer of a language model can be silent before the load balancer closes its connection, in seconds. */
export const silentSecondsOf = (entry: Entry): number =>
  entry.type === "nlb" ? NLB_IDLE_SECONDS : idleSecondsOf(entry);

/** Ports that the load balancer listens on. With HTTPS, port 80 redirects clients to port 443. */
export function listenerPorts(entry: Entry): number[] {
  if (!hasLoadBalancer(entry)) return [];
  if (entry.type === "nlb") return [entry.port];
  return servesHttps(entry) ? [80, 443] : [80];
}

export function servesHttps(entry: Entry): boolean {
  if (!hasLoadBalancer(entry)) return false;
  if (entry.type === "nlb") return entry.certificateArn !== undefined;
  if (entry.type === "existing-alb") return entry.host !== undefined;
  return !entry.httpOnly;
}

/** True if Terraform creates the certificate and validates it in the hosted zone. */
export function makesCertificate(entry: Entry): boolean {
  return (
    (entry.type === "ingress" || entry.type === "terraform-alb") &&
    !entry.httpOnly &&
    entry.certificateArn === undefined
  );
}

/** Host names that clients use. `host` and the others are equal; it is first. */
export function hostsOf(entry: Entry): string[] {
  if (!hasLoadBalancer(entry)) return [];
  const others = createsLoadBalancer(entry) ? entry.alsoHosts : [];
  return [...(entry.host === undefined ? [] : [entry.host]), ...others];
}

/** Alias records that Terraform creates. */
export interface EntryRecords {
  readonly hosts: readonly string[];
  readonly hostedZoneId: string;
}

/** The records of the entry's hosts; undefined if Terraform creates none. */
export function recordsOf(entry: Entry): EntryRecords | undefined {
  if (!hasLoadBalancer(entry)) return undefined;
  const { hostedZoneId, dnsRecord = true } = entry;
  const hosts = hostsOf(entry);
  return dnsRecord && hosts.length > 0 && hostedZoneId !== undefined ? { hosts, hostedZoneId } : undefined;
}

export function isInternetFacing(entry: Entry): boolean {
  return hasLoadBalancer(entry) && entry.scheme === "internet-facing";
}

/**
 * Whether the controller associates the web ACL of an Ingress: its network needs a route to the WAF API. Otherwise
 * Terraform does. Terraform also does so for an ALB of its own, and an NLB supports none.
 */
export function controllerAttachesWebAcl({
  entry,
  network,
}: Pick<EnvironmentConfig, "entry" | "network">): boolean {
  return entry.type === "ingress" && entry.webAclArn !== undefined && network.egress !== "none";
}

/**
 * Ranges of the clients of the load balancer; empty without one, and for an existing ALB, whose rules are in
 * `network.existing`.
 */
export function clientCidrs(entry: Entry, vpcCidr: string): readonly string[] {
  if (!createsLoadBalancer(entry)) return [];
  return entry.clientCidrs ?? [entry.scheme === "internet-facing" ? ANYWHERE : vpcCidr];
}
