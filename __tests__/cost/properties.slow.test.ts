import * as fc from "fast-check";
import { totalOf } from "../../src/cost/estimate";
import { rowsOf } from "../../src/reports/rows";
import { usdOf } from "../../src/cost/line";
import { natOrEndpoints } from "../../src/cost/nat-or-endpoints";
import { PRICED_REGIONS } from "../../src/facts/prices/all-regions";
import { type Edit } from "../support/findings";
import { estimated } from "../support/estimates";
import { ENVIRONMENTS } from "../support/environments";

const anEnvironment = fc.constantFrom(...ENVIRONMENTS);
const someHours = fc.integer({ min: 1, max: 744 });
const someGb = fc.double({ min: 0, max: 10_000, noNaN: true });

const most = (environment: string, ...rest: [Parameters<typeof estimated>[1]?, Edit?]): number =>
  totalOf(estimated(environment, ...rest).lines).usd.max;

/** Adds endpoints for services that no environment calls. */
const addEndpoints =
  (count: number, zones: number): Edit =>
  ({ network }) => {
    for (let index = 0; index < count; index += 1) {
      network.resource.aws_vpc_endpoint[`more_${index}`] = {
        vpc_endpoint_type: "Interface",
        service_name: `com.amazonaws.ap-southeast-1.more-${index}`,
        subnet_ids: ["${aws_subnet.private_a.id}", "${aws_subnet.private_b.id}"].slice(0, zones),
      };
    }
  };

test("each additional endpoint costs its zones and hours, with any traffic", () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 5 }),
      fc.nat({ max: 5 }),
      fc.integer({ min: 1, max: 2 }),
      someHours,
      someGb,
      (few, more, zones, hours, gb) => {
        const costs = [few, few + more].map((count) =>
          most("retail-forecast", { hours, gb }, addEndpoints(count, zones)),
        ) as [number, number];
        expect(costs[1]).toBeGreaterThanOrEqual(costs[0] - 1e-6);
        expect(costs[1] - costs[0]).toBeCloseTo(more * zones * hours * 0.013, 6);
      },
    ),
    { numRuns: 40 },
  );
});

test("the total is the sum of the lines, of the shown rows, and of the stacks", () => {
  fc.assert(
    fc.property(anEnvironment, someHours, someGb, someGb, (environment, hours, gb, logGb) => {
      const { lines } = estimated(environment, { hours, gb, logGb });
      const own = lines.filter(({ found }) => !found);
      const priced = own.filter(({ price }) => price !== undefined);
      expect(priced).not.toEqual([]);
      const total = totalOf(lines).usd;
      const layers = [...new Set(lines.map(({ layer }) => layer))];
      for (const bound of ["min", "max"] as const) {
        const sums = [
          priced.map((line) => usdOf(line)?.[bound] ?? NaN),
          rowsOf(priced).map(({ usd }) => usd?.[bound] ?? NaN),
          layers.map((layer) => totalOf(lines.filter((line) => line.layer === layer)).usd[bound]),
        ].map((amounts) => amounts.reduce((sum, amount) => sum + amount, 0));
        for (const sum of sums) expect(sum).toBeCloseTo(total[bound], 6);
      }
    }),
    { numRuns: 60 },
  );
});

test("the least is at least 0 and at most the most", () => {
  fc.assert(
    fc.property(anEnvironment, someHours, someGb, (environment, hours, gb) => {
      const amounts = estimated(environment, { hours, gb }).lines.flatMap((line) => usdOf(line) ?? []);
      expect(amounts.length).toBeGreaterThan(10);
      for (const usd of amounts) {
        expect(usd.min).toBeGreaterThanOrEqual(0);
        expect(usd.max).toBeGreaterThanOrEqual(usd.min);
      }
    }),
    { numRuns: 40 },
  );
});

test("without traffic and logs, twice the hours cost twice as much", () => {
  fc.assert(
    fc.property(anEnvironment, fc.integer({ min: 1, max: 372 }), (environment, hours) => {
      const [once, twice] = [hours, 2 * hours].map((each) =>
        most(environment, { hours: each, gb: 0, logGb: 0 }),
      ) as [number, number];
      expect(once).toBeGreaterThan(0);
      expect(twice).toBeCloseTo(2 * once, 6);
    }),
    { numRuns: 40 },
  );
});

test("the cost of traffic and logs is proportional to their GB and independent of the hours", () => {
  fc.assert(
    fc.property(anEnvironment, someHours, someGb, (environment, hours, gb) => {
      const extra = (factor: number, during: number) =>
        most(environment, { hours: during, gb: factor * gb, logGb: factor * gb }) -
        most(environment, { hours: during, gb: 0, logGb: 0 });
      expect(extra(2, hours)).toBeCloseTo(2 * extra(1, hours), 4);
      expect(extra(1, 1)).toBeCloseTo(extra(1, hours), 4);
    }),
    { numRuns: 40 },
  );
});

test("NAT costs less than the endpoints below the break-even, and more above it", () => {
  let below = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...PRICED_REGIONS),
      fc.integer({ min: 2, max: 6 }),
      fc.integer({ min: 1, max: 20 }),
      someHours,
      fc.double({ min: 0.01, max: 1000, noNaN: true }),
      (region, zones, endpointCount, hours, distance) => {
        const compared = natOrEndpoints({ region, zones, endpointCount, hours });
        expect(compared?.nat.map(({ gateways }) => gateways)).toEqual([1, zones]);
        for (const way of compared?.nat ?? []) {
          const saved = (gb: number) =>
            way.usdAMonth + way.usdAGb * gb - ((compared?.endpoints.usdAMonth ?? NaN) + 0.01 * gb);
          expect(saved(way.breakEvenGb + distance)).toBeGreaterThan(0);
          if (way.breakEvenGb <= distance) continue;
          below += 1;
          expect(saved(way.breakEvenGb - distance)).toBeLessThan(0);
        }
      },
    ),
  );
  expect(below).toBeGreaterThan(0);
});
