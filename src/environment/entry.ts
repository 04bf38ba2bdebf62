import type { EnvironmentConfig } from "./schema";

type Entry = EnvironmentConfig["entry"];

/** An entry whose load balancer Terraform or the controller creates. */
type CreatedEntry = Exclude<Entry, { type: "none" | "existing-alb" }>;

/** Alias records that Terraform creates. */
interface EntryRecords {
  readonly hosts: readonly string[];
  readonly hostedZoneId: string;
}

/** How clients reach the models. Each value reads only the keys that it follows from, since rules stop at a refused key. */
export const entryReach = (entry: Entry) => ({
  /** The entry if Terraform or the controller creates its load balancer. */
  get created(): CreatedEntry | undefined {
    return entry.type === "none" || entry.type === "existing-alb" ? undefined : entry;
  },
  get isInternetFacing(): boolean {
    return entry.type !== "none" && entry.scheme === "internet-facing";
  },
  get servesHttps(): boolean {
    if (entry.type === "none") return false;
    if (entry.type === "nlb") return entry.certificateArn !== undefined;
    if (entry.type === "existing-alb") return entry.host !== undefined;
    return !entry.httpOnly;
  },
  /** Host names that clients use. `host` and the others are equal; it is first. */
  get hosts(): string[] {
    if (entry.type === "none") return [];
    const others = entry.type === "existing-alb" ? [] : entry.alsoHosts;
    return [...(entry.host === undefined ? [] : [entry.host]), ...others];
  },
  /** The records of the hosts; undefined if Terraform creates none. */
  get records(): EntryRecords | undefined {
    if (entry.type === "none") return undefined;
    const { hostedZoneId, dnsRecord = true } = entry;
    const { hosts } = this;
    return dnsRecord && hosts.length > 0 && hostedZoneId !== undefined ? { hosts, hostedZoneId } : undefined;
  },
});

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
