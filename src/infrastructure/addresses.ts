import { Address4, Address6 } from "ip-address";
import { addressesOf } from "../base/cidr";
import { type Interval, interval } from "./boxes";

// One line of numbers has all addresses: IPv4, then IPv6, then peers whose addresses no stack shows, one number for each.
const IPV4_END = 2n ** 32n;
const IPV6_END = IPV4_END + 2n ** 128n;

export const EVERY_IPV4 = interval(0, IPV4_END - 1n);
export const EVERY_IPV6 = interval(IPV4_END, IPV6_END - 1n);

const ranges = new Map<string, Interval | undefined>();

/** The addresses of a CIDR of IPv4 or IPv6, without regard to host bits; undefined for any other text. */
export function addressesIn(cidr: string): Interval | undefined {
  if (!ranges.has(cidr)) ranges.set(cidr, read(cidr));
  return ranges.get(cidr);
}

function read(cidr: string): Interval | undefined {
  const old = addressesOf(cidr);
  if (old) return interval(old.first, old.last);
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
    if (texts.length === MOST) return `${texts.join(", ")}, and more`;
    const [text, end] = blockAt(next, last);
    texts.push(text);
    next = end + 1n;
  }
  return texts.join(", ");
}

const MOST = 3;

/** The widest block that begins at an address and ends before the last one, and its end. */
function blockAt(first: bigint, last: bigint): readonly [text: string, end: bigint] {
  if (first >= IPV6_END) return [names[Number(first - IPV6_END)] ?? "", first];
  const isOld = first < IPV4_END;
  const { first: origin, last: end } = isOld ? EVERY_IPV4 : EVERY_IPV6;
  const start = first - origin;
  const lastOf = (bits: bigint): bigint => first + 2n ** bits - 1n;
  let bits = 0n;
  // `start` 0 is a multiple of every size: the ends alone limit its block
  while (start % 2n ** (bits + 1n) === 0n && lastOf(bits + 1n) <= end && lastOf(bits + 1n) <= last)
    bits += 1n;
  const address = isOld ? Address4.fromBigInt(start) : Address6.fromBigInt(start);
  return [`${address.correctForm()}/${(isOld ? 32n : 128n) - bits}`, lastOf(bits)];
}

/** The addresses of a prefix list of AWS, which only AWS knows. */
export const addressesOfList = (list: string): Interval => addressesNamed(`list ${list}`, listName(list));

/** Name of a prefix list in messages. */
export const listName = (list: string): string => `the prefix list of ${list === "s3" ? "S3" : list}`;

export const S3 = addressesOfList("s3");
