import fc from "fast-check";
import { addressesOf, cidrAt, contains, isCidr, overlaps, prefixLength, subnetOf } from "../../src/base/cidr";

/** Any range without host bits. */
const range = fc
  .record({ address: fc.nat({ max: 0xffffffff }), prefix: fc.integer({ min: 1, max: 32 }) })
  .map(
    ({ address, prefix }) =>
      `${dotted(Math.floor(address / 2 ** (32 - prefix)) * 2 ** (32 - prefix))}/${prefix}`,
  );

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

test("every range without host bits is a CIDR range", () => {
  fc.assert(fc.property(range, (cidr) => isCidr(cidr)));
});

test.each([
  "10.0.0.0",
  "10.0.0.0/33",
  "10.0.0/16",
  "10.0.0.256/24",
  "::/0",
  "",
  " 10.0.0.0/8",
  "010.0.0.0/8",
  "10.0.0.0/8/8",
  "${aws_vpc.main.cidr_block}/8",
])("%j is not a CIDR range and has no addresses", (text) => {
  expect(isCidr(text)).toBe(false);
  expect(addressesOf(text)).toBeUndefined();
});

test("a range with host bits is not a CIDR range, and has the addresses of its network", () => {
  expect(isCidr("10.0.0.1/16")).toBe(false);
  expect(addressesOf("10.0.0.1/16")).toEqual(addressesOf("10.0.0.0/16"));
});

test.each([
  ["10.0.101.0/24", 167798016, 167798271],
  ["0.0.0.0/0", 0, 4294967295],
  ["255.255.255.255/32", 4294967295, 4294967295],
])("%s has the first address %d and the last address %d", (cidr, first, last) => {
  expect(addressesOf(cidr)).toEqual({ first, last });
});

test("a range equals the range at its first address with its prefix", () => {
  fc.assert(
    fc.property(range, (cidr) => {
      expect(cidrAt(addressesOf(cidr)?.first ?? NaN, prefixLength(cidr))).toBe(cidr);
    }),
  );
});

test("a range contains each of its subnets, and the subnets do not overlap", () => {
  const parts = fc.record({ cidr: range, bits: fc.integer({ min: 1, max: 4 }) });
  fc.assert(
    fc.property(parts, ({ cidr, bits }) => {
      const prefix = prefixLength(cidr) + bits;
      fc.pre(prefix <= 32);
      const cut = Array.from({ length: 2 ** bits }, (_, index) => subnetOf(cidr, prefix, index));
      expect(cut.every((part) => isCidr(part) && contains(cidr, part) && !contains(part, cidr))).toBe(true);
      expect(cut.some((part, index) => cut.slice(index + 1).some((other) => overlaps(part, other)))).toBe(
        false,
      );
    }),
  );
});

test("overlap is symmetric", () => {
  fc.assert(fc.property(range, range, (a, b) => overlaps(a, b) === overlaps(b, a)));
});
