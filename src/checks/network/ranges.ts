/** An IPv4 range as its first and last address, both included. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** The range that a CIDR names; undefined for anything else, IPv6 too. */
export function rangeOf(cidr: string | undefined): Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr ?? "");
  if (!match) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number);
  if (Math.max(a, b, c, d) > 255 || prefix > 32) return undefined;
  const size = 2 ** (32 - prefix);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const first = address - (address % size);
  return { first, last: first + size - 1 };
}

export const sizeOf = ({ first, last }: Range): number => last - first + 1;

export const holds = (outer: Range, inner: Range): boolean =>
  outer.first <= inner.first && inner.last <= outer.last;

export const meets = (a: Range, b: Range): boolean => a.first <= b.last && b.first <= a.last;

/** How many numbers of `outer` lie in any of `parts`. */
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

export const ANYWHERE = "0.0.0.0/0";

/** Ranges that no network of one's own has: what admits one of these admits the internet. */
const WIDEST_OWN_PREFIX = 8;

/** True for the whole internet, IPv4 or IPv6, and for what comes close to it. */
export function isInternet(cidr: string): boolean {
  if (cidr.includes(":")) return cidr.endsWith("/0");
  const range = rangeOf(cidr);
  return range !== undefined && sizeOf(range) > 2 ** (32 - WIDEST_OWN_PREFIX);
}

/** Ranges that the internet does not route (RFC 1918 and RFC 6598). */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].flatMap(
  (cidr) => rangeOf(cidr) ?? [],
);

export function isPrivate(cidr: string): boolean {
  const range = rangeOf(cidr);
  return range !== undefined && PRIVATE_RANGES.some((outer) => holds(outer, range));
}
