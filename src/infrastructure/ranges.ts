import { WIDEST_OWN_PREFIX, addressesOf } from "../base/cidr";

/** A range of addresses or ports, first and last included. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** Cache: a network has few ranges, and checks read them often. */
const known = new Map<string, Range | undefined>();

/** The addresses of an IPv4 CIDR; undefined for any other text. */
export function rangeOf(cidr: string | undefined): Range | undefined {
  if (cidr === undefined) return undefined;
  const range = known.get(cidr);
  if (range || known.has(cidr)) return range;
  const read = addressesOf(cidr);
  known.set(cidr, read);
  return read;
}

export const rangeName = ({ first, last }: Range): string =>
  first === last ? `${first}` : `${first}-${last}`;

export const sizeOf = ({ first, last }: Range): number => last - first + 1;

export const holds = (outer: Range, inner: Range): boolean =>
  outer.first <= inner.first && inner.last <= outer.last;

export const meets = (a: Range, b: Range): boolean => a.first <= b.last && b.first <= a.last;

/** Number of elements of `outer` that are in any of `parts`. */
export function coveredSize(outer: Range, parts: readonly Range[]): number {
  let covered = 0;
  let next = outer.first;
  for (const part of [...parts].sort((a, b) => a.first - b.first)) {
    const first = Math.max(part.first, next);
    const last = Math.min(part.last, outer.last);
    if (last < first) continue;
    covered += last - first + 1;
    next = last + 1;
  }
  return covered;
}

/** The elements of both. */
export function common(a: Range, b: Range): Range | undefined {
  const [first, last] = [Math.max(a.first, b.first), Math.min(a.last, b.last)];
  return first > last ? undefined : { first, last };
}

/** The elements of `ranges` that are not in `removed`. */
export function without(ranges: readonly Range[], removed: Range): Range[] {
  return ranges.flatMap((range) => {
    if (!meets(range, removed)) return [range];
    const left = { first: range.first, last: removed.first - 1 };
    const right = { first: removed.last + 1, last: range.last };
    return [left, right].filter(({ first, last }) => first <= last);
  });
}

/** Prefix of the widest range of IPv6 that is not as wide as the internet. */
const WIDEST_IPV6 = 16;

/** True for the whole internet, IPv4 or IPv6, and for nearly as wide ranges. */
export function isInternet(cidr: string): boolean {
  if (cidr.includes(":")) return Number(cidr.split("/")[1]) < WIDEST_IPV6;
  const range = rangeOf(cidr);
  return range !== undefined && sizeOf(range) > 2 ** (32 - WIDEST_OWN_PREFIX);
}

const rangesIn = (cidrs: readonly string[]): Range[] => cidrs.flatMap((cidr) => rangeOf(cidr) ?? []);

/** Private ranges (RFC 1918 and RFC 6598). */
const PRIVATE_RANGES = rangesIn(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"]);

/**
 * Ranges without addresses of the internet: also those of one link (RFC 3927), such as that of the instance metadata, and of one host
 * (RFC 1122).
 */
const UNROUTED = [...PRIVATE_RANGES, ...rangesIn(["169.254.0.0/16", "127.0.0.0/8"])];

export function isPrivate(cidr: string): boolean {
  const range = rangeOf(cidr);
  return range !== undefined && PRIVATE_RANGES.some((outer) => holds(outer, range));
}

/** Whether no address of a range is of the internet: all are private, of one link or of one host. */
export const isOffInternet = (range: Range): boolean => UNROUTED.some((outer) => holds(outer, range));
