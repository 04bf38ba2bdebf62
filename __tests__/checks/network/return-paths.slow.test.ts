import fc from "fast-check";
import { Range, rangeOf } from "../../../src/infrastructure/network-ranges";
import { type Route, type RouteTable } from "../../../src/infrastructure/network-routes";
import { leadsToAttachments, waysOf } from "../../../src/checks/network/return-paths";
import { cidrAt } from "../../../src/base/cidr";
import { type PlannedResource } from "../../../src/terraform/environment-plan";

const part = fc.tuple(fc.nat(255), fc.nat(255)).map(([a, b]) => new Range(Math.min(a, b), Math.max(a, b)));

const elements = (ranges: readonly Range[]): number[] =>
  [...Array(256).keys()].filter((each) => ranges.some(({ first, last }) => first <= each && each <= last));

test("without: the elements of all ranges, except the removed ones", () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), part, (ranges, removed) => {
      const kept = elements(ranges).filter((each) => each < removed.first || removed.last < each);
      expect(elements(ranges.flatMap((range) => range.without([removed])))).toEqual(kept);
    }),
  );
});

/** Ranges in 10.0.0.0/24, from /24 to /32. */
const cidr = fc
  .integer({ min: 24, max: 32 })
  .chain((prefix) =>
    fc.nat(2 ** (prefix - 24) - 1).map((index) => cidrAt(0x0a000000 + index * 2 ** (32 - prefix), prefix)),
  );

const tableOf = (destinations: readonly string[], ways: readonly Route["way"][] = ["other"]): RouteTable => ({
  id: "table",
  resource: undefined,
  routes: destinations.map((destination, index): Route => ({
    resource: { address: `aws_route.r${index}` } as PlannedResource,
    destination,
    way: ways[index % ways.length] ?? "other",
    gateway: undefined,
  })),
});

/** The route that AWS chooses for one address: the longest prefix. */
function chosen(table: RouteTable, address: number): Route | undefined {
  const one = new Range(address, address);
  const [best] = table.routes
    .flatMap((route) => {
      const range = rangeOf(route.destination);
      return range && range.holds(one) ? [{ route, size: range.size }] : [];
    })
    .sort((a, b) => a.size - b.size);
  return best?.route;
}

test("OPS-03 the routes of a range are those that AWS chooses for its addresses", () => {
  fc.assert(
    fc.property(fc.uniqueArray(cidr, { maxLength: 6 }), cidr, (destinations, asked) => {
      const table = tableOf(destinations);
      const range = rangeOf(asked) as Range;
      const addresses = [...Array(range.size).keys()].map((offset) => range.first + offset);
      const expected = new Set(addresses.flatMap((address) => chosen(table, address) ?? []));
      const { ways, rest } = waysOf(table, [range]);
      expect(new Set(ways)).toEqual(expected);
      const unrouted = addresses.filter((address) => chosen(table, address) === undefined);
      expect(range.coveredBy(rest)).toBe(unrouted.length);
    }),
  );
});

test("OPS-03 a range leads to attachments where the route that AWS chooses for each address does", () => {
  const way = fc.constantFrom("attachment", "attachment", "nat", "other" as const);
  fc.assert(
    fc.property(
      fc.uniqueArray(cidr, { minLength: 1, maxLength: 6 }),
      fc.array(way, { minLength: 6, maxLength: 6 }),
      cidr,
      (destinations, ways, asked) => {
        const table = tableOf(destinations, ways);
        const range = rangeOf(asked) as Range;
        const addresses = [...Array(range.size).keys()].map((offset) => range.first + offset);
        const expected = addresses.every((address) => chosen(table, address)?.way === "attachment");
        expect(leadsToAttachments(table, [range])).toBe(expected);
      },
    ),
  );
});
