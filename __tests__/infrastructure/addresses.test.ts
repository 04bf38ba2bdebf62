import { Address4, Address6 } from "ip-address";
import fc from "fast-check";
import { AddressSpan } from "../../src/infrastructure/network-traffic";

const ipv4 = fc.tuple(fc.ipV4(), fc.nat(32)).map(([address, bits]) => `${address}/${bits}`);
const ipv6 = fc.tuple(fc.ipV6(), fc.nat(128)).map(([address, bits]) => `${address}/${bits}`);

function rangeOf(cidr: string): AddressSpan {
  const range = AddressSpan.in(cidr);
  if (!range) throw new Error(`${cidr} is no range`);
  return range;
}

test("a range of IPv4 is within another one exactly where the library for addresses says so", () => {
  fc.assert(
    fc.property(ipv4, ipv4, (inner, outer) => {
      expect(rangeOf(inner).isWithin([rangeOf(outer)])).toBe(
        new Address4(inner).isInSubnet(new Address4(outer)),
      );
    }),
  );
});

test("a range of IPv6 is within another one exactly where the library for addresses says so", () => {
  fc.assert(
    fc.property(ipv6, ipv6, (inner, outer) => {
      expect(rangeOf(inner).isWithin([rangeOf(outer)])).toBe(
        new Address6(inner).isInSubnet(new Address6(outer)),
      );
    }),
  );
});

test("no range of IPv4 has an address of IPv6, and no range has the addresses of a name", () => {
  const [s3, dynamodb] = [AddressSpan.named("s3"), AddressSpan.named("dynamodb")];
  expect(rangeOf("0.0.0.0/0").isWithin([AddressSpan.ipv4])).toBe(true);
  expect(rangeOf("::/0").isWithin([AddressSpan.ipv6])).toBe(true);
  expect(rangeOf("::/128").isWithin([AddressSpan.ipv4])).toBe(false);
  expect(s3.isWithin([AddressSpan.ipv4, AddressSpan.ipv6])).toBe(false);
  expect(s3.isWithin([AddressSpan.named("s3")])).toBe(true);
  expect(s3.isWithin([dynamodb])).toBe(false);
});

test.each(["10.0.0.0", "10.0.0.0/33", "", "${x}", "vpc/1"])("%p is no range", (text) => {
  expect(AddressSpan.in(text)).toBeUndefined();
});

test("a range is written as it was given, and the rest of one by its blocks", () => {
  for (const cidr of ["0.0.0.0/0", "10.0.0.0/8", "203.0.113.7/32", "::/0", "2000::/3", "fd00::/8"])
    expect(rangeOf(cidr).text).toBe(cidr);
  const above = rangeOf("10.0.0.0/8").without([rangeOf("10.0.0.0/9")]);
  expect(above.map(({ text }) => text)).toEqual(["10.128.0.0/9"]);
  expect(AddressSpan.named("s3").text).toBe("s3");
  expect(new AddressSpan(1n, 2n ** 32n - 2n).text).toMatch(/^0\.0\.0\.1\/32, .*, and more$/);
});
