import type { EnvironmentConfig } from "./schema";

type Entry = EnvironmentConfig["entry"];

/** An entry with a load balancer. */
type LoadBalancerEntry = Exclude<Entry, { type: "none" }>;

export const hasLoadBalancer = (entry: Entry): entry is LoadBalancerEntry => entry.type !== "none";

/** An entry whose load balancer Terraform or the controller creates. */
type CreatedEntry = Exclude<LoadBalancerEntry, { type: "existing-alb" }>;

export const createsLoadBalancer = (entry: Entry): entry is CreatedEntry =>
  hasLoadBalancer(entry) && entry.type !== "existing-alb";

export function servesHttps(entry: Entry): boolean {
  if (!hasLoadBalancer(entry)) return false;
  if (entry.type === "nlb") return entry.certificateArn !== undefined;
  if (entry.type === "existing-alb") return entry.host !== undefined;
  return !entry.httpOnly;
}

/** Host names that clients use. `host` and the others are equal; it is first. */
export function hostsOf(entry: Entry): string[] {
  if (!hasLoadBalancer(entry)) return [];
  const others = createsLoadBalancer(entry) ? entry.alsoHosts : [];
  return [...(entry.host === undefined ? [] : [entry.host]), ...others];
}

/** Alias records that Terraform creates. */
interface EntryRecords {
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

/** A host as a part of a Terraform address. */
export const hostId = (host: string): string => host.replace(/[^a-z0-9]+/g, "_");
