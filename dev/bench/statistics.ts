import type { Sample } from "./race";

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

export const medianOf = (samples: readonly Sample[], what: keyof Sample): number =>
  median(samples.map((sample) => sample[what]));

/** Median of the ratios between runs of the same round. A disturbance of both runs cancels out. */
export const pairedRatio = (some: readonly Sample[], others: readonly Sample[], what: keyof Sample): number =>
  median(some.map((sample, round) => sample[what] / (others[round]?.[what] ?? NaN)));

/**
 * Exponent of `cost(n) - cost(first)` between the two largest sizes. The cost of the smallest size is subtracted first:
 * with this fixed cost, any growth would look slower than it is.
 */
export function growthExponent(costs: ReadonlyMap<number, number>): number {
  const sorted = [...costs].sort(([a], [b]) => a - b);
  const [[smallest, base], [middle, more], [largest, most]] = [sorted[0], sorted.at(-2), sorted.at(-1)] as [
    [number, number],
    [number, number],
    [number, number],
  ];
  return Math.log((most - base) / (more - base)) / Math.log((largest - smallest) / (middle - smallest));
}
