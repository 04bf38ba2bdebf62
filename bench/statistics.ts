import type { Sample } from "./race";

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

export const medianOf = (samples: readonly Sample[], what: keyof Sample): number =>
  median(samples.map((sample) => sample[what]));

/** The median of the ratios of runs that stood side by side: what disturbed both cancels out. */
export const pairedRatio = (some: readonly Sample[], others: readonly Sample[], what: keyof Sample): number =>
  median(some.map((sample, round) => sample[what] / (others[round]?.[what] ?? NaN)));

/**
 * The exponent of `cost(n) - cost(first)` between the two largest sizes. What a run of the smallest size costs is
 * taken off first: with it, any growth would look slower than it is.
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
