import { Address4 } from "ip-address";

/** Every IPv4 address. */
export const ANYWHERE = "0.0.0.0/0";

/** Prefix of the widest private range (RFC 1918). A wider range includes internet addresses. */
export const WIDEST_OWN_PREFIX = 8;

/** Prefix length of an IPv4 range, in bits. */
export const prefixLength = (cidr: string): number => new Address4(cidr).subnetMask;

/** True if `text` is an IPv4 range whose host bits are zero, such as `10.0.0.0/16`. */
export function isCidr(text: string): boolean {
  const range = rangeIn(text);
  return range !== undefined && range.startAddress().correctForm() === range.correctForm();
}

/** First and last address of an IPv4 range as numbers; host bits are ignored. Undefined for any other text. */
export function addressesOf(text: string): { readonly first: number; readonly last: number } | undefined {
  const range = rangeIn(text);
  if (!range) return undefined;
  return { first: Number(range.startAddress().bigInt()), last: Number(range.endAddress().bigInt()) };
}

/** The range with prefix length `prefix` that starts at address `first`. */
export const cidrAt = (first: number, prefix: number): string =>
  `${Address4.fromInteger(first).correctForm()}/${prefix}`;

export function contains(outer: string, inner: string): boolean {
  return new Address4(inner).isInSubnet(new Address4(outer));
}

/** Whether one of the ranges holds a network of one's own. A default route holds the internet too. */
export const holdNetwork = (ranges: readonly string[], cidr: string): boolean =>
  prefixLength(cidr) >= WIDEST_OWN_PREFIX && ranges.some((range) => contains(range, cidr));

export function overlaps(a: string, b: string): boolean {
  return contains(a, b) || contains(b, a);
}

/** The `index`-th range with prefix length `prefix` inside `cidr`, numbered as by Terraform's `cidrsubnet`. */
export function subnetOf(cidr: string, prefix: number, index: number): string {
  const first = Number(new Address4(cidr).startAddress().bigInt());
  return cidrAt(first + 2 ** (32 - prefix) * index, prefix);
}

/** Requires a prefix, because the library also accepts a single address. */
const rangeIn = (text: string): Address4 | undefined =>
  text.includes("/") && Address4.isValid(text) ? new Address4(text) : undefined;
