import { Address4, Address6 } from "ip-address";
import fc from "fast-check";
import {
  ADDRESSES,
  addressesIn,
  addressesNamed,
  addressesText,
  difference,
  isWithin,
} from "../../src/infrastructure/network-traffic";

const ipv4 = fc.tuple(fc.ipV4(), fc.nat(32)).map(([address, bits]) => `${address}/${bits}`);
const ipv6 = fc.tuple(fc.ipV6(), fc.nat(128)).map(([address, bits]) => `${address}/${bits}`);

const setOf = (cidr: string) => [addressesIn(cidr) ?? []].flat().map((each) => [each]);

test("a range of IPv4 is within another one exactly where the library for addresses says so", () => {
  fc.assert(
    fc.property(ipv4, ipv4, (inner, outer) => {
      expect(isWithin(setOf(inner), setOf(outer))).toBe(new Address4(inner).isInSubnet(new Address4(outer)));
    }),
  );
});

test("a range of IPv6 is within another one exactly where the library for addresses says so", () => {
  fc.assert(
    fc.property(ipv6, ipv6, (inner, outer) => {
      expect(isWithin(setOf(inner), setOf(outer))).toBe(new Address6(inner).isInSubnet(new Address6(outer)));
    }),
  );
});

test("no range of IPv4 has an address of IPv6, and no range has the addresses of a name", () => {
  expect(isWithin(setOf("0.0.0.0/0"), [[ADDRESSES.ipv4]])).toBe(true);
  expect(isWithin(setOf("::/0"), [[ADDRESSES.ipv6]])).toBe(true);
  expect(isWithin(setOf("::/128"), [[ADDRESSES.ipv4]])).toBe(false);
  expect(isWithin([[addressesNamed("s3")]], [[ADDRESSES.ipv4], [ADDRESSES.ipv6]])).toBe(false);
  expect(isWithin([[addressesNamed("s3")]], [[addressesNamed("s3")]])).toBe(true);
  expect(isWithin([[addressesNamed("s3")]], [[addressesNamed("dynamodb")]])).toBe(false);
});

test.each(["10.0.0.0", "10.0.0.0/33", "", "${x}", "vpc/1"])("%p is no range", (text) => {
  expect(addressesIn(text)).toBeUndefined();
});

test("a range is written as it was given, and the rest of one by its blocks", () => {
  for (const cidr of ["0.0.0.0/0", "10.0.0.0/8", "203.0.113.7/32", "::/0", "2000::/3", "fd00::/8"])
    expect(addressesText(addressesIn(cidr) ?? ADDRESSES.ipv4)).toBe(cidr);
  const [above = []] = difference(setOf("10.0.0.0/8"), setOf("10.0.0.0/9"));
  expect(above.map(addressesText)).toEqual(["10.128.0.0/9"]);
  expect(addressesText(addressesNamed("s3"))).toBe("s3");
  expect(addressesText({ first: 1n, last: 2n ** 32n - 2n })).toMatch(/^0\.0\.0\.1\/32, .*, and more$/);
});
