import fc from "fast-check";
import { predictedColdStart, readSeconds, WEIGHT_WAYS } from "../../src/facts/cold-start";

const GB = 1e9 / 2 ** 20;
const MBIT = 1e6 / 8 / 2 ** 20;

// gp3 at 1,000 MiB/s: 14.36 s for 16 GB (same benchmarks.md).
test("a root disk with its full throughput takes as long as published, within 10 %", () => {
  const weightsMiB = (8_030_261_248 * 2) / 2 ** 20;
  const seconds = weightsMiB / 1000;
  expect(Math.abs(seconds - 14.36) / 14.36).toBeLessThan(0.1);
});

test("80 GiB through a root disk of 125 MiB/s take 11 minutes to write alone, and as long to read again", () => {
  const input = { weightsMiB: 80 * 1024, networkMiBps: 5000, diskMiBps: 125 };
  expect(readSeconds("root-disk", input) / 60).toBeCloseTo(2 * 10.92, 1);
  expect(readSeconds("stream", input)).toBeLessThan(60);
});

type ColdStartInput = Parameters<typeof predictedColdStart>[0];

const input = (more: Partial<ColdStartInput> = {}): ColdStartInput => ({
  way: "stream",
  weightsMiB: 10.42 * GB,
  networkMiBps: 20_000 * MBIT,
  diskMiBps: 1000,
  parallelPull: true,
  compileCached: false,
  ...more,
});

test("the terms of a cold start have a source each, and their sum is the time of the pod", () => {
  const { terms, seconds, podSeconds } = predictedColdStart(input());
  expect(terms.map(({ name }) => name)).toEqual([
    "node",
    "image",
    "server",
    "weights",
    "compilation",
    "warm-up",
  ]);
  expect(terms.filter(({ source }) => source.length < 20)).toEqual([]);
  expect(seconds).toBeCloseTo(terms.reduce((sum, term) => sum + term.seconds, 0));
  expect(podSeconds).toBeLessThan(seconds);
});

test("a compilation that is in the cache of the node takes seconds", () => {
  const compilation = (compileCached: boolean): number =>
    predictedColdStart(input({ compileCached })).terms.find(({ name }) => name === "compilation")?.seconds ??
    0;
  expect(compilation(false)).toBeGreaterThanOrEqual(80);
  expect(compilation(true)).toBeLessThanOrEqual(10);
});

const sizes = fc.record({
  weightsMiB: fc.integer({ min: 100, max: 1_000_000 }),
  networkMiBps: fc.integer({ min: 30, max: 50_000 }),
  diskMiBps: fc.integer({ min: 125, max: 1000 }),
});

test("more weights take longer on each way, and a faster network never does", () => {
  fc.assert(
    fc.property(sizes, fc.constantFrom(...WEIGHT_WAYS), (each, way) => {
      expect(readSeconds(way, { ...each, weightsMiB: 2 * each.weightsMiB })).toBeGreaterThan(
        readSeconds(way, each),
      );
      expect(readSeconds(way, { ...each, networkMiBps: 2 * each.networkMiBps })).toBeLessThanOrEqual(
        readSeconds(way, each),
      );
    }),
  );
});

test("a stream is the fastest way, which is the reason of the default", () => {
  fc.assert(
    fc.property(sizes, fc.constantFrom(...WEIGHT_WAYS), (each, way) => {
      expect(readSeconds("stream", each)).toBeLessThanOrEqual(readSeconds(way, each));
    }),
  );
});

test("no way is faster than the network, and a copy to the root disk is the slowest", () => {
  fc.assert(
    fc.property(sizes, (each) => {
      for (const way of WEIGHT_WAYS) {
        expect(readSeconds(way, each)).toBeGreaterThan(each.weightsMiB / each.networkMiBps);
      }
      expect(readSeconds("root-disk", each)).toBeGreaterThanOrEqual(readSeconds("instance-store", each));
    }),
  );
});
