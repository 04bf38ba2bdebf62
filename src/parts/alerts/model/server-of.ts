import { type Pods } from "../../../infrastructure/kubernetes-objects";
import { runsVllm } from "../../../infrastructure/kubernetes-vllm";
import { RECORDED_SERVERS, type RecordedServer } from "../facts/cases/model-servers";

/** Path of the metrics of vLLM (0.33.0, a route of its server, read 2026-11-28). */
export const VLLM_METRICS_PATH = "/metrics";

/** Series of the server that pods run. */
export function serverOf(pods: Pods | undefined, isInferenceService: boolean): RecordedServer {
  if (isInferenceService) return RECORDED_SERVERS.InferenceService;
  return pods && runsVllm(pods) ? RECORDED_SERVERS.vllm : RECORDED_SERVERS.Deployment;
}
