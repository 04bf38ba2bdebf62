import { growthExponent, median, pairedRatio } from "../../../dev/bench/statistics";

const samples = (...wallMs: number[]) => wallMs.map((ms) => ({ wallMs: ms, cpuMs: 0, peakMiB: 0 }));

test("the median of an odd number of values is the middle one", () => {
  expect(median([4, 1, 3])).toBe(3);
});

test("the median of an even number of values is the mean of the two middle ones", () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test("a disturbance of both runs of a pair does not change their ratio", () => {
  expect(pairedRatio(samples(20, 200, 20), samples(10, 100, 10), "wallMs")).toBe(2);
});

test("the growth exponent ignores the fixed cost of a run", () => {
  const costs = (cost: (n: number) => number) => new Map([1, 10, 100, 1000].map((n) => [n, cost(n)]));
  expect(growthExponent(costs((n) => 300 + 2 * n))).toBeCloseTo(1);
  expect(growthExponent(costs((n) => 300 + (n - 1) ** 2))).toBeCloseTo(2);
});
