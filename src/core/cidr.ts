import { Address4 } from "ip-address";

/** Prefix length of an IPv4 range, in bits. */
export const prefixLength = (cidr: string): number => new Address4(cidr).subnetMask;

/** True where `text` is an IPv4 range whose host bits are zero, such as `10.0.0.0/16`. */
export function isCidr(text: string): boolean {
  if (!/^\d+(\.\d+){3}\/\d+$/.test(text) || !Address4.isValid(text)) return false;
  const address = new Address4(text);
  return address.startAddress().correctForm() === address.correctForm();
}

export function contains(outer: string, inner: string): boolean {
  return new Address4(inner).isInSubnet(new Address4(outer));
}

export function overlaps(a: string, b: string): boolean {
  return contains(a, b) || contains(b, a);
}

/** The `index`-th range of `prefix` bits inside `cidr`, as Terraform's `cidrsubnet` counts them. */
export function subnetOf(cidr: string, prefix: number, index: number): string {
  const first = new Address4(cidr).startAddress().bigInt();
  const size = 1n << BigInt(32 - prefix);
  return `${Address4.fromBigInt(first + size * BigInt(index)).correctForm()}/${prefix}`;
}
