import { AddressSpan, Traffic } from "../../infrastructure/network-traffic";
import { Range } from "../../infrastructure/network-ranges";
import { type SgRule } from "../../infrastructure/network-rules";
import { type Acl } from "../acls";

/** Packets that a subnet sends or receives: direction, remote addresses and destination ports. */
export interface Packets {
  readonly direction: SgRule["direction"];
  /** A range, or a service with a gateway endpoint. */
  readonly remote: Range | string;
  readonly protocol: string;
  readonly ports: Range;
}

/** Packets as traffic. Those of every address are also those of services with a gateway. */
export function packetTraffic({ remote, protocol, ports }: Packets): Traffic {
  if (typeof remote === "string") return Traffic.of([AddressSpan.ofList(remote)], protocol, ports);
  const range = AddressSpan.ofRange(remote);
  return Traffic.of(isWhole(remote) ? [range, ...AddressSpan.gateways] : [range], protocol, ports);
}

/** The rule that allows the packets; undefined if a rule denies any of them, other than a narrow range of the internet. */
export function deciding(acl: Acl, packets: Packets): Acl["entries"][number] | undefined {
  const traffic = packetTraffic(packets);
  const isOfInternet = typeof packets.remote !== "string" && isWhole(packets.remote);
  for (const entry of acl.entries) {
    if (entry.direction !== packets.direction) continue;
    if (isOfInternet && !entry.allows && entry.isOfStrangers) continue;
    if (entry.allows && traffic.isWithin(entry.traffic)) return entry;
    if (!entry.allows && !traffic.common(entry.traffic).isEmpty) return undefined;
  }
  return undefined;
}

export const WHOLE = new Range(0, 2 ** 32 - 1);

const isWhole = ({ first, last }: Range): boolean => first === WHOLE.first && last === WHOLE.last;
