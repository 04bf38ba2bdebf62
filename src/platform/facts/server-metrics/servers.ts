import { CONTRACT } from "./contract";
import { KSERVE_METRICS } from "./kserve";
import { type ServerMetrics } from "./server-metrics";

/** Metrics of the program of a model, by its kind. */
export const SERVER_METRICS = {
  container: CONTRACT,
  kserve: KSERVE_METRICS,
} as const satisfies Record<string, ServerMetrics>;
