import fc from "fast-check";
import { Traffic } from "../../src/infrastructure/network-traffic";

/** Three short lines, so that a plain list has every point. */
const SIZES = [6, 3, 5];

const box: fc.Arbitrary<Traffic["boxes"][number]> = fc
  .tuple(...SIZES.map((size) => fc.tuple(fc.nat(size - 1), fc.nat(size - 1))))
  .map((ends) => ends.map(([a, b]) => ({ first: BigInt(Math.min(a, b)), last: BigInt(Math.max(a, b)) })));
const set: fc.Arbitrary<Traffic> = fc.array(box, { maxLength: 4 }).map((boxes) => new Traffic(boxes));

const POINTS = [...Array(SIZES.reduce((all, size) => all * size, 1)).keys()].map((number) =>
  SIZES.reduce<{ rest: number; point: number[] }>(
    ({ rest, point }, size) => ({ rest: Math.floor(rest / size), point: [...point, rest % size] }),
    { rest: number, point: [] },
  ).point.map(BigInt),
);

const has = ({ boxes }: Traffic, point: readonly bigint[]): boolean =>
  boxes.some((each) =>
    each.every(({ first, last }, dimension) => {
      const at = point[dimension] ?? -1n;
      return first <= at && at <= last;
    }),
  );

const pointsOf = (traffic: Traffic): string[] => POINTS.filter((point) => has(traffic, point)).map(String);

test("an intersection has the points of both", () => {
  fc.assert(
    fc.property(set, set, (a, b) => {
      expect(pointsOf(a.common(b))).toEqual(
        POINTS.filter((point) => has(a, point) && has(b, point)).map(String),
      );
    }),
  );
});

test("a difference has the points of the first alone", () => {
  fc.assert(
    fc.property(set, set, (a, b) => {
      expect(pointsOf(a.minus(b))).toEqual(
        POINTS.filter((point) => has(a, point) && !has(b, point)).map(String),
      );
    }),
  );
});

test("the boxes of a difference of one box do not overlap", () => {
  fc.assert(
    fc.property(box, set, (whole, removed) => {
      const parts = new Traffic([whole]).minus(removed).boxes;
      for (const point of POINTS)
        expect(parts.filter((part) => has(new Traffic([part]), point)).length).toBeLessThan(2);
    }),
  );
});

test("a union is the boxes of both", () => {
  fc.assert(
    fc.property(set, set, (a, b) => {
      expect(pointsOf(Traffic.union([a, b]))).toEqual(
        POINTS.filter((point) => has(a, point) || has(b, point)).map(String),
      );
    }),
  );
});

test("a set is within another one if each of its points is, and empty if it has none", () => {
  fc.assert(
    fc.property(set, set, (a, b) => {
      expect(a.isWithin(b)).toBe(POINTS.every((point) => !has(a, point) || has(b, point)));
      expect(a.minus(b).isEmpty).toBe(pointsOf(a.minus(b)).length === 0);
    }),
  );
});
