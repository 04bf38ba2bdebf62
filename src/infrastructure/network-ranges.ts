import { WIDEST_OWN_PREFIX, addressesOf } from "../base/cidr";

/** A range of addresses or ports, first and last included. */
export class Range {
  constructor(
    readonly first: number,
    readonly last: number,
  ) {}

  /** All ports. */
  static readonly ports = new Range(0, 65535);

  get size(): number {
    return this.last - this.first + 1;
  }

  /** `80` or `80-443`. */
  get name(): string {
    return this.first === this.last ? `${this.first}` : `${this.first}-${this.last}`;
  }

  /** Whether all addresses are private (RFC 1918 and RFC 6598). */
  get isPrivate(): boolean {
    return PRIVATE_RANGES.some((outer) => outer.holds(this));
  }

  /** Whether no address is of the internet: all are private, of one link or of one host. */
  get isOffInternet(): boolean {
    return UNROUTED.some((outer) => outer.holds(this));
  }

  holds(inner: Range): boolean {
    return this.first <= inner.first && inner.last <= this.last;
  }

  meets(other: Range): boolean {
    return this.first <= other.last && other.first <= this.last;
  }

  /** Number of elements that are in any of `parts`. */
  coveredBy(parts: readonly Range[]): number {
    return this.size - this.without(parts).reduce((sum, { size }) => sum + size, 0);
  }

  /** The elements that are in none of `removed`. */
  without(removed: readonly Range[]): Range[] {
    return removed.reduce<Range[]>((left, hole) => left.flatMap((each) => each.beside(hole)), [this]);
  }

  private beside(hole: Range): Range[] {
    if (!this.meets(hole)) return [this];
    const sides = [new Range(this.first, hole.first - 1), new Range(hole.last + 1, this.last)];
    return sides.filter(({ first, last }) => first <= last);
  }
}

/** Cache: a network has few ranges, and checks read them often. */
const known = new Map<string, Range | undefined>();

/** The addresses of an IPv4 CIDR; undefined for any other text. */
export function rangeOf(cidr: string | undefined): Range | undefined {
  if (cidr === undefined) return undefined;
  const range = known.get(cidr);
  if (range || known.has(cidr)) return range;
  const read = addressesOf(cidr);
  const found = read && new Range(read.first, read.last);
  known.set(cidr, found);
  return found;
}

/** Prefix of the widest range of IPv6 that is not as wide as the internet. */
const WIDEST_IPV6 = 16;

/** True for the whole internet, IPv4 or IPv6, and for nearly as wide ranges. */
export function isInternet(cidr: string): boolean {
  if (cidr.includes(":")) return Number(cidr.split("/")[1]) < WIDEST_IPV6;
  const range = rangeOf(cidr);
  return range !== undefined && range.size > 2 ** (32 - WIDEST_OWN_PREFIX);
}

const rangesIn = (cidrs: readonly string[]): Range[] => cidrs.flatMap((cidr) => rangeOf(cidr) ?? []);

/** Private ranges (RFC 1918 and RFC 6598). */
const PRIVATE_RANGES = rangesIn(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"]);

/**
 * Ranges without addresses of the internet: also those of one link (RFC 3927), such as that of the instance metadata, and of one host
 * (RFC 1122).
 */
const UNROUTED = [...PRIVATE_RANGES, ...rangesIn(["169.254.0.0/16", "127.0.0.0/8"])];
