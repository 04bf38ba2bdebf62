import { cidrAt } from "../../base/cidr";
import { GATEWAYS } from "../../evidence/endpoint-names";
import { type Range } from "../../infrastructure/network-ranges";
import { type PolicyPeer, type PolicyRule } from "../policies";
import { type PolicyNeed } from "../../infrastructure/network-needs";
import { type Packets } from "./acl-packets";
import { type PlannedResource } from "../../terraform/environment-plan";

/** The first distinct names, followed by the number of those left out. */
export function joinFirstNames(names: readonly string[], separator = "; "): string {
  const all = [...new Set(names)];
  const shown = all.slice(0, MOST_NAMES).join(separator);
  return all.length > MOST_NAMES ? `${shown}${separator}${all.length - MOST_NAMES} more` : shown;
}

const MOST_NAMES = 6;

const rangesOf = (service: string): string => `the ranges of ${GATEWAYS[service] ?? service}`;

/** Packets in words: `egress of TCP 1024-65535 to 10.0.0.0/8`. */
export function packetsName({ direction, protocol, ports, remote }: Packets): string {
  const what = protocol === "all" ? "every protocol and port" : `${protocol.toUpperCase()} ${ports.name}`;
  const side = typeof remote === "string" ? rangesOf(remote) : cidrOfRange(remote);
  return `${direction} of ${what} ${direction === "egress" ? "to" : "from"} ${side}`;
}

/** A range of one prefix, as a CIDR. */
export const cidrOfRange = (range: Range): string => cidrAt(range.first, 32 - Math.log2(range.size));

/** The remote side of a connection in words. */
export function remoteName({ remote, who }: PolicyNeed): string {
  if (remote.kind === "range") return `${remote.cidr} (${who})`;
  return remote.kind === "gateway" ? rangesOf(remote.service) : who;
}

export type PolicyPorts = PolicyRule["ports"][number];

export function peerName(peer: PolicyPeer): string {
  if (peer.kind === "range") return peer.cidr;
  if (peer.kind === "gateway") return rangesOf(peer.service);
  if (peer.kind === "api") return "the Kubernetes API";
  return `pods ${JSON.stringify(peer.pods)} of namespaces ${JSON.stringify(peer.namespaces)}`;
}

export const policyPortsName = ({ protocol, range, name }: PolicyPorts): string =>
  `${protocol.toUpperCase()} ${range ? range.name : name}`;

export const resourceNames = (resources: readonly { readonly resource: PlannedResource }[]): string =>
  resources.map(({ resource }) => resource.address).join(", ");
