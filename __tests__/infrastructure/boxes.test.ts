import fc from "fast-check";
import {
  difference,
  intersection,
  intervalOf,
  isWithin,
  type Traffic,
} from "../../src/infrastructure/network-traffic";

/** Three short lines, so that a plain list has every point. */
const SIZES = [6, 3, 5];

const box: fc.Arbitrary<Traffic[number]> = fc
  .tuple(...SIZES.map((size) => fc.tuple(fc.nat(size - 1), fc.nat(size - 1))))
  .map((ends) => ends.map(([a, b]) => intervalOf({ first: Math.min(a, b), last: Math.max(a, b) })));
const set: fc.Arbitrary<Traffic> = fc.array(box, { maxLength: 4 });

const POINTS = [...Array(SIZES.reduce((all, size) => all * size, 1)).keys()].map((number) =>
  SIZES.reduce<{ rest: number; point: number[] }>(
    ({ rest, point }, size) => ({ rest: Math.floor(rest / size), point: [...point, rest % size] }),
    { rest: number, point: [] },
  ).point.map(BigInt),
);

const has = (boxes: Traffic, point: readonly bigint[]): boolean =>
  boxes.some((each) =>
    each.every(({ first, last }, dimension) => {
      const at = point[dimension] ?? -1n;
      return first <= at && at <= last;
    }),
  );

const pointsOf = (boxes: Traffic): string[] => POINTS.filter((point) => has(boxes, point)).map(String);

test("an intersection has the points of both", () => {
  fc.assert(
    fc.property(set, set, (a, b) => {
      expect(pointsOf(intersection(a, b))).toEqual(
        POINTS.filter((point) => has(a, point) && has(b, point)).map(String),
      );
    }),
  );
});

test("a difference has the points of the first alone", () => {
  fc.assert(
    fc.property(set, set, (a, b) => {
      expect(pointsOf(difference(a, b))).toEqual(
        POINTS.filter((point) => has(a, point) && !has(b, point)).map(String),
      );
    }),
  );
});

test("the boxes of a difference of one box do not overlap", () => {
  fc.assert(
    fc.property(box, set, (whole, removed) => {
      const parts = difference([whole], removed);
      for (const point of POINTS) expect(parts.filter((part) => has([part], point)).length).toBeLessThan(2);
    }),
  );
});

test("a union is the boxes of both", () => {
  fc.assert(
    fc.property(set, set, (a, b) => {
      expect(pointsOf([...a, ...b])).toEqual(
        POINTS.filter((point) => has(a, point) || has(b, point)).map(String),
      );
    }),
  );
});

test("a set is within another one if each of its points is, and empty if it has none", () => {
  fc.assert(
    fc.property(set, set, (a, b) => {
      expect(isWithin(a, b)).toBe(POINTS.every((point) => !has(a, point) || has(b, point)));
      expect(difference(a, b).length === 0).toBe(pointsOf(difference(a, b)).length === 0);
    }),
  );
});
