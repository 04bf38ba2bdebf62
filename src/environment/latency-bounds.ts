import { SERVER_METRICS } from "./servers";

/** Latencies in seconds that a histogram of some server can tell apart, ascending. */
export const LATENCY_BOUNDS: readonly number[] = [
  ...new Set(Object.values(SERVER_METRICS).flatMap(({ duration }): readonly number[] => duration.buckets)),
].sort((one, other) => one - other);

export const isLatencyBound = (given: number): boolean => LATENCY_BOUNDS.includes(given);
