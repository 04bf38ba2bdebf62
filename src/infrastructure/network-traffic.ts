import { Address4, Address6 } from "ip-address";
import { addressesOf } from "../base/cidr";
import { groupBy } from "../base/group-by";
import { GATEWAYS } from "../evidence/endpoint-names";
import { Range } from "./network-ranges";
import { PROTOCOLS } from "./network/protocols";

/** Whole numbers, first and last included. */
interface Interval {
  readonly first: bigint;
  readonly last: bigint;
}

/** All points whose coordinate in each dimension is in the interval of the dimension. */
type Box = readonly Interval[];

// One line of numbers has all addresses: IPv4, then IPv6, then peers whose addresses no stack
// shows, one number for each.
const IPV4_END = 2n ** 32n;
const IPV6_END = IPV4_END + 2n ** 128n;

const ranges = new Map<string, AddressSpan | undefined>();

const names: string[] = [];
const numbers = new Map<string, bigint>();

/** Addresses of IPv4 or of IPv6 that follow each other, or those of one peer that no stack shows. */
export class AddressSpan implements Interval {
  constructor(
    readonly first: bigint,
    readonly last = first,
  ) {}

  static readonly ipv4 = new AddressSpan(0n, IPV4_END - 1n);
  static readonly ipv6 = new AddressSpan(IPV4_END, IPV6_END - 1n);
  /** Those of services with a gateway endpoint, whose prefix lists only AWS knows. */
  static readonly gateways = Object.keys(GATEWAYS).map((service) => AddressSpan.ofList(service));

  /** The addresses of a CIDR of IPv4 or IPv6, without regard to host bits; undefined for any other text. */
  static in(cidr: string): AddressSpan | undefined {
    if (!ranges.has(cidr)) ranges.set(cidr, read(cidr));
    return ranges.get(cidr);
  }

  /** Those of a CIDR; any other text is the name of addresses. */
  static of(text: string): AddressSpan {
    return AddressSpan.in(text) ?? AddressSpan.named(text);
  }

  /** Addresses of IPv4. */
  static ofRange({ first, last }: Pick<Range, "first" | "last">): AddressSpan {
    return new AddressSpan(BigInt(first), BigInt(last));
  }

  /** Addresses that no stack shows, by an id of theirs: no range has them. Texts show the name. */
  static named(id: string, name = id): AddressSpan {
    const number = numbers.get(id) ?? IPV6_END + BigInt(names.push(name) - 1);
    numbers.set(id, number);
    return new AddressSpan(number);
  }

  /** Those of a prefix list of AWS. */
  static ofList(list: string): AddressSpan {
    return AddressSpan.named(`list ${list}`, `the prefix list of ${GATEWAYS[list] ?? list}`);
  }

  get size(): bigint {
    return this.last - this.first + 1n;
  }

  /** The addresses that are in none of `removed`. */
  without(removed: readonly AddressSpan[]): AddressSpan[] {
    const left = new Traffic([[this]]).minus(new Traffic(removed.map((each) => [each])));
    return left.boxes.flatMap(([part]) => (part ? [new AddressSpan(part.first, part.last)] : []));
  }

  isWithin(others: readonly AddressSpan[]): boolean {
    return this.without(others).length === 0;
  }

  /** CIDRs or the name, the first of many. */
  get text(): string {
    return addressesText(this);
  }
}

function read(cidr: string): AddressSpan | undefined {
  const old = addressesOf(cidr);
  if (old) return AddressSpan.ofRange(old);
  if (!cidr.includes("/") || !Address6.isValid(cidr)) return undefined;
  const range = new Address6(cidr);
  return new AddressSpan(IPV4_END + range.startAddress().bigInt(), IPV4_END + range.endAddress().bigInt());
}

function addressesText({ first, last }: Interval): string {
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
  const { first: origin, last: end } = isOld ? AddressSpan.ipv4 : AddressSpan.ipv6;
  const start = first - origin;
  const lastOf = (bits: bigint): bigint => first + 2n ** bits - 1n;
  let bits = 0n;
  // `start` 0 is a multiple of every size: the ends alone limit its block
  while (start % 2n ** (bits + 1n) === 0n && lastOf(bits + 1n) <= end && lastOf(bits + 1n) <= last)
    bits += 1n;
  const address = isOld ? Address4.fromBigInt(start) : Address6.fromBigInt(start);
  return [`${address.correctForm()}/${(isOld ? 32n : 128n) - bits}`, lastOf(bits)];
}

const EVERY_PORT: Interval = AddressSpan.ofRange(Range.ports);
const EVERY_PROTOCOL: Interval = { first: 0n, last: 255n };

/** Numbers of protocols with names (IANA, "Assigned Internet Protocol Numbers", read 2026-11-26). */
const NUMBERS: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 };

/** Protocols with ports. Of another protocol, traffic is taken as a whole. */
const WITH_PORTS = new Set(["tcp", "udp"]);

/** A protocol by name, number, or `all`; undefined for any other text. */
function protocolsIn(protocol: string): Interval | undefined {
  if (protocol === "all") return EVERY_PROTOCOL;
  const number = NUMBERS[protocol] ?? (/^\d+$/.test(protocol) ? Number(protocol) : undefined);
  return number === undefined ? undefined : { first: BigInt(number), last: BigInt(number) };
}

/**
 * Traffic with remote addresses: boxes of addresses, protocols and ports. The algebra below holds for sets of points as
 * boxes of any one number of dimensions. Boxes may overlap.
 */
export class Traffic {
  constructor(readonly boxes: readonly Box[]) {}

  static readonly none = new Traffic([]);

  /**
   * Traffic of addresses; empty where the first port is above the last one. A protocol that is not
   * known counts as all of them.
   *
   * @param ports first and last one. @default every port
   */
  static of(
    addresses: readonly Interval[],
    protocol: string,
    { first, last }: Pick<Range, "first" | "last"> = Range.ports,
  ): Traffic {
    const name = PROTOCOLS[protocol.toLowerCase()] ?? protocol;
    const ports = WITH_PORTS.has(name) ? { first: BigInt(first), last: BigInt(last) } : EVERY_PORT;
    if (ports.first > ports.last) return Traffic.none;
    return new Traffic(addresses.map((each) => [each, protocolsIn(name) ?? EVERY_PROTOCOL, ports]));
  }

  /** The points of any of them. */
  static union(all: readonly Traffic[]): Traffic {
    return new Traffic(all.flatMap(({ boxes }) => boxes));
  }

  get isEmpty(): boolean {
    return this.boxes.length === 0;
  }

  /** The points of both. */
  common({ boxes }: Traffic): Traffic {
    return new Traffic(
      this.boxes.flatMap((a) => boxes.map((b) => commonOf(a, b)).filter((common) => common !== undefined)),
    );
  }

  /** The points that are not in `removed`. The boxes of the rest do not overlap where those of this set do not. */
  minus(removed: Traffic): Traffic {
    return new Traffic(
      removed.boxes.reduce((left, hole) => left.flatMap((box) => without(box, hole)), this.boxes),
    );
  }

  /** Whether each point is in `outer`. */
  isWithin(outer: Traffic): boolean {
    return this.minus(outer).isEmpty;
  }

  /** The boxes, as they are written, that another set does not have entirely. */
  partsOutside(other: Traffic): Traffic {
    return new Traffic(this.boxes.filter((box) => !new Traffic([box]).isWithin(other)));
  }

  /** In words, by its ports: `TCP 22 from 10.0.0.0/8, 192.0.2.0/24`. */
  text(word: string): string {
    const byPorts = groupBy(this.boxes, portsOf);
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

  /** Protocols and ports of the traffic of one rule in words: `TCP 22-443`, `every protocol and port`. */
  get ports(): string {
    return portsOf(this.boxes[0] ?? []);
  }
}

const firstOf = (texts: readonly string[], separator: string): string =>
  texts.length > MOST ? `${texts.slice(0, MOST).join(separator)}, and more` : texts.join(separator);

const MOST = 6;

function portsOf([, protocols, ports]: Box): string {
  if (!protocols || !ports) return "";
  if (protocols.first !== protocols.last)
    return protocols.last - protocols.first === 255n ? "every protocol and port" : "other protocols";
  const named = Object.entries(NUMBERS).find(([, number]) => BigInt(number) === protocols.first);
  const protocol = named?.[0].toUpperCase() ?? `protocol ${protocols.first}`;
  if (!WITH_PORTS.has(named?.[0] ?? "")) return protocol;
  const { first, last } = ports;
  return `${protocol} ${first === last ? first : `${first}-${last}`}`;
}

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
function without(box: Box, hole: Box): Box[] {
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
