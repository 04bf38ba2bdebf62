import { texts } from "../../../../proof/model/blocks";
import { type Pods } from "../../../../proof/model/kubernetes/objects";
import { RECORDED_SERVERS, type RecordedServer } from "../facts/cases/model-servers";

/** Flag of the server of vLLM with the name of the model for its clients. */
const VLLM_FLAG = /^--served-model-name(=|$)/;

/** Path of the metrics of vLLM (0.33.0, a route of its server, read 2026-11-28). */
export const VLLM_METRICS_PATH = "/metrics";

/** Whether pods run vLLM. */
export const runsVllm = ({ containers }: Pods): boolean =>
  containers.some(({ config }) => texts(config.args).some((each) => VLLM_FLAG.test(each)));

/** Series of the server that pods run. */
export function serverOf(pods: Pods | undefined, isInferenceService: boolean): RecordedServer {
  if (isInferenceService) return RECORDED_SERVERS.InferenceService;
  return pods && runsVllm(pods) ? RECORDED_SERVERS.vllm : RECORDED_SERVERS.Deployment;
}
