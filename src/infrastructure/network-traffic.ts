import { groupBy } from "../base/group-by";
import { HIGHEST_PORT } from "./network-rules";
import { Address6, Address4 } from "ip-address";
import { addressesOf } from "../base/cidr";

/** Whole numbers, first and last included. */
export interface Interval {
  readonly first: bigint;
  readonly last: bigint;
}

/** All points whose coordinate in each dimension is in the interval of the dimension. */
type Box = readonly Interval[];

/**
 * Traffic with remote addresses: boxes of addresses, protocols and ports. The algebra below holds for sets of points as boxes of any one number
 * of dimensions. Boxes may overlap.
 */
export type Traffic = readonly Box[];

const interval = (first: bigint, last = first): Interval => ({ first, last });

export const intervalOf = ({ first, last }: Record<"first" | "last", bigint | number>): Interval =>
  interval(BigInt(first), BigInt(last));

const EVERY_PORT = intervalOf({ first: 0, last: HIGHEST_PORT });
const EVERY_PROTOCOL = interval(0n, 255n);

/** Numbers of protocols with names (IANA, "Assigned Internet Protocol Numbers", read 2026-11-26). */
const NUMBERS: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 };

/** Protocols with ports. Of another protocol, traffic is taken as a whole. */
const WITH_PORTS = new Set(["tcp", "udp"]);

/** A protocol by name, number, or `all`; undefined for any other text. */
function protocolsIn(protocol: string): Interval | undefined {
  if (protocol === "all") return EVERY_PROTOCOL;
  const number = NUMBERS[protocol] ?? (/^\d+$/.test(protocol) ? Number(protocol) : undefined);
  return number === undefined ? undefined : interval(BigInt(number));
}

/** Traffic of addresses; empty where the first port is above the last one. A protocol that is not known counts as all of them. */
export function trafficOf(
  addresses: readonly Interval[],
  protocol: string,
  from: number,
  to: number,
): Traffic {
  const ports = WITH_PORTS.has(protocol) ? intervalOf({ first: from, last: to }) : EVERY_PORT;
  if (ports.first > ports.last) return [];
  return addresses.map((each) => [each, protocolsIn(protocol) ?? EVERY_PROTOCOL, ports]);
}

/** Traffic in words, by its ports: `TCP 22 from 10.0.0.0/8, 192.0.2.0/24`. */
export function trafficText(traffic: Traffic, word: string): string {
  const byPorts = groupBy(traffic, ([, protocols, ports]) => portsText(protocols, ports));
  const byAddresses = groupBy(byPorts, ([, boxes]) => {
    const addresses = new Set(boxes.map(([each]) => (each ? addressesText(each) : "")));
    return firstOf([...addresses], ", ");
  });
  const texts = [...byAddresses].map(([addresses, all]) => {
    const ports = all.map(([each]) => each);
    return `${firstOf(ports, ", ")} ${word} ${addresses}`;
  });
  return firstOf(texts, "; ");
}

const firstOf = (texts: readonly string[], separator: string): string =>
  texts.length > MOST ? `${texts.slice(0, MOST).join(separator)}, and more` : texts.join(separator);

const MOST = 6;

/** Protocols and ports in words: `TCP 22-443`, `every protocol and port`. */
export function portsText(protocols: Interval | undefined, ports: Interval | undefined): string {
  if (!protocols || !ports) return "";
  if (protocols.first !== protocols.last)
    return protocols.last - protocols.first === 255n ? "every protocol and port" : "other protocols";
  const named = Object.entries(NUMBERS).find(([, number]) => BigInt(number) === protocols.first);
  const protocol = named?.[0].toUpperCase() ?? `protocol ${protocols.first}`;
  if (!WITH_PORTS.has(named?.[0] ?? "")) return protocol;
  const { first, last } = ports;
  return `${protocol} ${first === last ? first : `${first}-${last}`}`;
}

/** The points of both. */
export const intersection = (one: Traffic, other: Traffic): Traffic =>
  one.flatMap((a) => other.map((b) => commonOf(a, b)).filter((common) => common !== undefined));

/** The points of `set` that are not in `removed`; its boxes do not overlap where those of `set` do not. */
export const difference = (set: Traffic, removed: Traffic): Traffic =>
  removed.reduce<Traffic>((left, hole) => left.flatMap((box) => without(box, hole)), set);

/** Whether each point of `inner` is in `outer`. */
export const isWithin = (inner: Traffic, outer: Traffic): boolean => difference(inner, outer).length === 0;

/** The boxes of a set, as they are written, that another set does not have entirely. */
export const partsOutside = (set: Traffic, other: Traffic): Traffic =>
  set.filter((box) => !isWithin([box], other));

function commonOf(a: Box, b: Box): Box | undefined {
  const common: Interval[] = [];
  for (const [dimension, one] of a.entries()) {
    const other = b[dimension];
    if (!other) return undefined;
    const first = one.first > other.first ? one.first : other.first;
    const last = one.last < other.last ? one.last : other.last;
    if (first > last) return undefined;
    common.push({ first, last });
  }
  return common;
}

/** The parts of a box beside a hole: in each dimension what lies below and above it, then on with what is left. */
function without(box: Box, hole: Box): Traffic {
  const common = commonOf(box, hole);
  if (!common) return [box];
  const parts: Box[] = [];
  let rest = box;
  for (const [dimension, inside] of common.entries()) {
    const whole = rest[dimension];
    if (!whole) break;
    const below = { first: whole.first, last: inside.first - 1n };
    const above = { first: inside.last + 1n, last: whole.last };
    for (const side of [below, above]) {
      if (side.first <= side.last) parts.push(rest.with(dimension, side));
    }
    rest = rest.with(dimension, inside);
  }
  return parts;
}

// One line of numbers has all addresses: IPv4, then IPv6, then peers whose addresses no stack shows, one number for each.
const IPV4_END = 2n ** 32n;
const IPV6_END = IPV4_END + 2n ** 128n;

const ranges = new Map<string, Interval | undefined>();

/** The addresses of a CIDR of IPv4 or IPv6, without regard to host bits; undefined for any other text. */
export function addressesIn(cidr: string): Interval | undefined {
  if (!ranges.has(cidr)) ranges.set(cidr, read(cidr));
  return ranges.get(cidr);
}

function read(cidr: string): Interval | undefined {
  const old = addressesOf(cidr);
  if (old) return intervalOf(old);
  if (!cidr.includes("/") || !Address6.isValid(cidr)) return undefined;
  const range = new Address6(cidr);
  return interval(IPV4_END + range.startAddress().bigInt(), IPV4_END + range.endAddress().bigInt());
}

const names: string[] = [];
const numbers = new Map<string, bigint>();

/** Addresses that no stack shows, by an id of theirs: no range has them. Texts show the name. */
export function addressesNamed(id: string, name = id): Interval {
  const number = numbers.get(id) ?? IPV6_END + BigInt(names.push(name) - 1);
  numbers.set(id, number);
  return interval(number);
}

/** Addresses as CIDRs and names, the first of many. */
export function addressesText({ first, last }: Interval): string {
  const texts: string[] = [];
  for (let next = first; next <= last;) {
    if (texts.length === MOST_BLOCKS) return `${texts.join(", ")}, and more`;
    const [text, end] = blockAt(next, last);
    texts.push(text);
    next = end + 1n;
  }
  return texts.join(", ");
}
const MOST_BLOCKS = 3;

/** The widest block that begins at an address and ends before the last one, and its end. */
function blockAt(first: bigint, last: bigint): readonly [text: string, end: bigint] {
  if (first >= IPV6_END) return [names[Number(first - IPV6_END)] ?? "", first];
  const isOld = first < IPV4_END;
  const { first: origin, last: end } = isOld ? ADDRESSES.ipv4 : ADDRESSES.ipv6;
  const start = first - origin;
  const lastOf = (bits: bigint): bigint => first + 2n ** bits - 1n;
  let bits = 0n;
  // `start` 0 is a multiple of every size: the ends alone limit its block
  while (start % 2n ** (bits + 1n) === 0n && lastOf(bits + 1n) <= end && lastOf(bits + 1n) <= last)
    bits += 1n;
  const address = isOld ? Address4.fromBigInt(start) : Address6.fromBigInt(start);
  return [`${address.correctForm()}/${(isOld ? 32n : 128n) - bits}`, lastOf(bits)];
}

/** Name of a prefix list in messages. */
export const listName = (list: string): string => `the prefix list of ${list === "s3" ? "S3" : list}`;

/** All addresses of IPv4 and of IPv6, and those of S3, whose prefix list only AWS knows. */
export const ADDRESSES = {
  ipv4: interval(0n, IPV4_END - 1n),
  ipv6: interval(IPV4_END, IPV6_END - 1n),
  s3: addressesNamed("list s3", listName("s3")),
};
