import { type ServerMetrics } from "../server-metrics";
import FACTS from "./metrics-of-kserve.json";

/**
 * The Python servers of KServe. A histogram has the label `model_name`, so its series begin with the first request; a
 * request that fails while the model predicts is in it too. The time of the conversion before and after is in
 * histograms of its own. The process of sklearnserver v0.20.0 has these series (run 2026-11-28).
 */
export const KSERVE_METRICS: ServerMetrics = FACTS.metrics;
