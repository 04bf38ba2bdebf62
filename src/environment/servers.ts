import { CONTRACT } from "./facts/contract";
import { KSERVE_METRICS } from "./facts/kserve";
import { type ServerMetrics } from "./server-metrics";
import { VLLM_METRICS } from "./facts/vllm";

/** Metrics of the program of a model, by its kind. */
export const SERVER_METRICS = {
  container: CONTRACT,
  kserve: KSERVE_METRICS,
  llm: VLLM_METRICS,
} as const satisfies Record<string, ServerMetrics>;

const bounds = Object.values(SERVER_METRICS).flatMap(({ duration }): readonly number[] => duration.buckets);

/** Latencies in seconds that a histogram of some server can tell apart, ascending. */
export const LATENCY_BOUNDS = {
  seconds: [...new Set(bounds)].sort((one, other) => one - other),
  include: (given: number): boolean => bounds.includes(given),
} as const;
