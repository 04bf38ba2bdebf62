import { ANYWHERE } from "../core/cidr";
import type { EnvironmentConfig } from "./schema";

export type Entry = EnvironmentConfig["entry"];

/** Ports on which the load balancer listens: 80 too with HTTPS, to send clients on. */
export function listenerPorts(entry: Entry): number[] {
  if (entry.type === "nlb") return [entry.port];
  return servesHttps(entry) ? [80, 443] : [80];
}

export function servesHttps(entry: Entry): boolean {
  if (entry.type === "nlb") return false;
  if (entry.type === "existing-alb") return entry.host !== undefined;
  return !entry.httpOnly;
}

/** True where Terraform makes the certificate, validated in the zone of the host. */
export function makesCertificate(entry: Entry): boolean {
  return (
    (entry.type === "ingress" || entry.type === "terraform-alb") &&
    !entry.httpOnly &&
    entry.certificateArn === undefined
  );
}

export function isInternetFacing(entry: Entry): boolean {
  return entry.scheme === "internet-facing";
}

/** Ranges from which clients reach the load balancer; of one that exists its own network says. */
export function clientCidrs(entry: Entry, vpcCidr: string): readonly string[] {
  if (entry.type === "existing-alb") return [];
  return entry.clientCidrs ?? [entry.scheme === "internet-facing" ? ANYWHERE : vpcCidr];
}
