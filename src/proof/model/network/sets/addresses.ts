import { Address4, Address6 } from "ip-address";
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
  if (!cidr.includes("/")) return undefined;
  if (Address4.isValid(cidr)) {
    const range = new Address4(cidr);
    return interval(range.startAddress().bigInt(), range.endAddress().bigInt());
  }
  if (!Address6.isValid(cidr)) return undefined;
  const range = new Address6(cidr);
  return interval(IPV4_END + range.startAddress().bigInt(), IPV4_END + range.endAddress().bigInt());
}

const names: string[] = [];
const numbers = new Map<string, bigint>();

/** The addresses of a security group, or of a prefix list of AWS, by its id: no range has them. Texts show its name. */
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
  const start = isOld ? first : first - IPV4_END;
  const end = last < (isOld ? IPV4_END : IPV6_END) ? last : (isOld ? IPV4_END : IPV6_END) - 1n;
  let bits = 0n;
  while (
    start % 2n ** (bits + 1n) === 0n &&
    first + 2n ** (bits + 1n) - 1n <= end &&
    bits < (isOld ? 32n : 128n)
  )
    bits += 1n;
  const address = isOld ? Address4.fromBigInt(start) : Address6.fromBigInt(start);
  return [`${address.correctForm()}/${(isOld ? 32n : 128n) - bits}`, first + 2n ** bits - 1n];
}

/** The addresses of S3, which only AWS knows. */
export const S3 = addressesNamed("list s3", "the prefix list of S3");
