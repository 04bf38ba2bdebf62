import { ANYWHERE } from "../../base/cidr";
import { entryReach } from "../../environment/entry";
import { type EnvironmentConfig } from "../../environment/schema";

type Entry = EnvironmentConfig["entry"];

/** Ports that the load balancer listens on. With HTTPS, port 80 redirects clients to port 443. */
export function listenerPorts(entry: Entry): number[] {
  if (entry.type === "none") return [];
  if (entry.type === "nlb") return [entry.port];
  return entryReach(entry).servesHttps ? [80, 443] : [80];
}

/**
 * Ranges of the clients of the load balancer; empty without one, and for an existing ALB, whose rules are in
 * `network.existing`.
 */
export function clientCidrs(entry: Entry, vpc: readonly string[]): readonly string[] {
  const { created } = entryReach(entry);
  if (!created) return [];
  return created.clientCidrs ?? (created.scheme === "internet-facing" ? [ANYWHERE] : vpc);
}
