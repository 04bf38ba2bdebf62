import { growthExponent, median, pairedRatio } from "../../bench/statistics";

const samples = (...wallMs: number[]) => wallMs.map((ms) => ({ wallMs: ms, cpuMs: 0, peakMiB: 0 }));

test("the median of an even number of values lies between the two in the middle", () => {
  expect(median([4, 1, 3])).toBe(3);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test("a disturbance that meets both of a pair does not show in their ratio", () => {
  expect(pairedRatio(samples(20, 200, 20), samples(10, 100, 10), "wallMs")).toBe(2);
});

test("the exponent is that of the growth beyond what a run costs anyway", () => {
  const costs = (cost: (n: number) => number) => new Map([1, 10, 100, 1000].map((n) => [n, cost(n)]));
  expect(growthExponent(costs((n) => 300 + 2 * n))).toBeCloseTo(1);
  expect(growthExponent(costs((n) => 300 + (n - 1) ** 2))).toBeCloseTo(2);
});
