import facts from "./network-baselines.json";

/**
 * Baseline of the first network card of instance types with GPUs, in Gbit per second. Pods use that card: the other
 * cards of p4 and p5 carry traffic between instances only. Smaller sizes are faster for a limited time.
 */
const GIGABITS: Readonly<Record<string, number>> = facts.gigabits;

const MIB_PER_GIGABIT = 1e9 / 8 / 2 ** 20;

const BASELINES: ReadonlyMap<string, number> = new Map(
  Object.entries(GIGABITS).map(([type, gigabits]) => [type, gigabits * MIB_PER_GIGABIT]),
);

/** Baseline of a type that the table lacks, in MiB per second: the lowest one of the table. */
export const LEAST_NETWORK_MIBPS = Math.min(...BASELINES.values());

/** Network baseline of an instance type for its pods, in MiB per second; undefined for a type that the table lacks. */
export const networkMiBpsOf = (instanceType: string): number | undefined => BASELINES.get(instanceType);

/** Network baseline of the slowest one of several types, in MiB per second. */
export const slowestNetworkMiBps = (instanceTypes: readonly string[]): number =>
  Math.min(...instanceTypes.map((type) => networkMiBpsOf(type) ?? LEAST_NETWORK_MIBPS));
