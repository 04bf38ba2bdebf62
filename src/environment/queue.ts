import figures from "./facts/figures.json";
import { own } from "../base/own";
import { type Queue } from "../facts/queue";
import { VLLM_METRICS } from "./facts/vllm";
import { PROMETHEUS } from "./prometheus";
import { type EnvironmentConfig } from "./schema";
import { gpuMemories } from "./rules/gpu-memories";

type Model = EnvironmentConfig["models"][number];

const hasKeda = ({ components }: Pick<EnvironmentConfig, "components">): boolean =>
  own(components ?? {}, "keda") !== undefined;

/** True if the replicas of a model follow its queue, and not its CPU. */
export const followsQueue = ({ kind }: Model, config: EnvironmentConfig): boolean =>
  kind === "llm" && hasKeda(config);

/** Requests that the replicas of a model follow; undefined if they follow its CPU. */
export function queueOf(model: Model, config: EnvironmentConfig): Queue | undefined {
  if (!followsQueue(model, config)) return undefined;
  const { waiting = figures.queue.waitingRequests, running } = model.replicas.queue ?? {};
  const sequences = Math.min(...gpuMemories(model, config).map(({ memory }) => memory.sequences));
  const ofGpus = Math.max(1, Math.floor(sequences * figures.queue.runningShare));
  return {
    prometheus: PROMETHEUS.address,
    triggers: [
      { name: "waiting", metric: VLLM_METRICS.tokens.waiting, threshold: waiting },
      { name: "running", metric: VLLM_METRICS.inFlight, threshold: running ?? ofGpus },
    ],
  };
}
