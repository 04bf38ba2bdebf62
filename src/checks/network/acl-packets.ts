import { AddressSpan, Traffic } from "../../infrastructure/network-traffic";
import { Range } from "../../infrastructure/network-ranges";
import { type SgRule } from "../../infrastructure/network-rules";
import { type Acl } from "../acls";

/** Packets that a subnet sends or receives: direction, remote addresses and destination ports. */
export interface Packets {
  readonly direction: SgRule["direction"];
  readonly remote: Range | "s3";
  readonly protocol: string;
  readonly ports: Range;
}

/** Packets as traffic. Those of every address are also those of S3. */
export function packetTraffic({ remote, protocol, ports }: Packets): Traffic {
  if (remote === "s3") return Traffic.of([AddressSpan.s3], protocol, ports);
  const range = AddressSpan.ofRange(remote);
  return Traffic.of(isWhole(remote) ? [range, AddressSpan.s3] : [range], protocol, ports);
}

/** The rule that allows the packets; undefined if a rule denies any of them, other than a narrow range of the internet. */
export function deciding(acl: Acl, packets: Packets): Acl["entries"][number] | undefined {
  const traffic = packetTraffic(packets);
  const isOfInternet = packets.remote !== "s3" && isWhole(packets.remote);
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
