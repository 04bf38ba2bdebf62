import { type ServerMetrics } from "../server-metrics";
import FACTS from "./metrics-of-vllm.json";

/**
 * vLLM. Its own series have the labels `model_name` and `engine`, and exist from its start. The
 * time of a whole answer depends on its length, so the time of a request is that to its first
 * token. Its middleware counts requests of HTTP at their end by classes of codes, such as `2xx`;
 * those of /health and /metrics are not counted. An answer that fails after its stream began counts
 * as `2xx`.
 */
export const VLLM_METRICS = FACTS.metrics satisfies ServerMetrics;
