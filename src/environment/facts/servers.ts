import { CONTRACT } from "./contract";
import { KSERVE_METRICS } from "./kserve";
import { type ServerMetrics } from "./server-metrics";
import { VLLM_METRICS } from "./vllm";

/** Metrics of the program of a model, by its kind. */
export const SERVER_METRICS = {
  container: CONTRACT,
  kserve: KSERVE_METRICS,
  llm: VLLM_METRICS,
} as const satisfies Record<string, ServerMetrics>;
