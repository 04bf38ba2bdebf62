import {
  ADDRESSES,
  intersection,
  intervalOf,
  isWithin,
  type Traffic,
  trafficOf,
} from "../../infrastructure/network-traffic";
import { Range } from "../../infrastructure/network-ranges";
import { HIGHEST_PORT, type Rule } from "../../infrastructure/network-rules";
import { type Acl, type AclEntry } from "../acls";

export const ALL_PORTS = new Range(0, HIGHEST_PORT);

/** Packets that a subnet sends or receives: direction, remote addresses and destination ports. */
export interface Packets {
  readonly direction: Rule["direction"];
  readonly remote: Range | "s3";
  readonly protocol: string;
  readonly ports: Range;
}

/** Packets as traffic. Those of every address are also those of S3. */
export function packetTraffic({ remote, protocol, ports: { first, last } }: Packets): Traffic {
  if (remote === "s3") return trafficOf([ADDRESSES.s3], protocol, first, last);
  const range = intervalOf(remote);
  return trafficOf(isWhole(remote) ? [range, ADDRESSES.s3] : [range], protocol, first, last);
}

/** The rule that allows the packets; undefined if a rule denies any of them, other than a narrow range of the internet. */
export function deciding(acl: Acl, packets: Packets): AclEntry | undefined {
  const traffic = packetTraffic(packets);
  const isOfInternet = packets.remote !== "s3" && isWhole(packets.remote);
  for (const entry of acl.entries) {
    if (entry.direction !== packets.direction) continue;
    if (isOfInternet && !entry.allows && entry.isOfStrangers) continue;
    if (entry.allows && isWithin(traffic, entry.traffic)) return entry;
    if (!entry.allows && intersection(traffic, entry.traffic).length > 0) return undefined;
  }
  return undefined;
}

export const WHOLE = new Range(0, 2 ** 32 - 1);

const isWhole = ({ first, last }: Range): boolean => first === WHOLE.first && last === WHOLE.last;
