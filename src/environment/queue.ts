import { own } from "../base/own";
import { gpuOf } from "../facts/gpus";
import { type GpuMemory, memoryOf } from "../facts/memory";
import { type Queue, RUNNING_SHARE, WAITING_REQUESTS } from "../facts/queue";
import { VLLM_METRICS } from "./facts/vllm";
import { servingOf } from "../facts/serving";
import { PROMETHEUS_ADDRESS } from "./prometheus";
import { type EnvironmentConfig } from "./schema";

type Model = EnvironmentConfig["models"][number];

export const hasKeda = ({ components }: Pick<EnvironmentConfig, "components">): boolean =>
  own(components ?? {}, "keda") !== undefined;

/** True if the replicas of a model follow its queue, and not its CPU. */
export const followsQueue = ({ kind }: Model, config: EnvironmentConfig): boolean =>
  kind === "llm" && hasKeda(config);

/** Names of the models whose replicas follow their queue. */
export const queueModels = (config: EnvironmentConfig): string[] =>
  config.models.filter((model) => followsQueue(model, config)).map(({ name }) => name);

/** Memory of the GPUs of a model, by the instance types of its node group that have a known one. */
export function gpuMemories(
  { llm, nodeGroup }: Model,
  { cluster }: EnvironmentConfig,
): { readonly type: string; readonly memory: GpuMemory }[] {
  const serving = servingOf(llm);
  const { instanceTypes = [] } = own(cluster.nodeGroups, nodeGroup ?? "") ?? {};
  return instanceTypes.flatMap((type) => {
    const gpu = gpuOf(type);
    return serving && gpu ? [{ type, memory: memoryOf(serving, gpu) }] : [];
  });
}

/** Requests that the replicas of a model follow; undefined if they follow its CPU. */
export function queueOf(model: Model, config: EnvironmentConfig): Queue | undefined {
  if (!followsQueue(model, config)) return undefined;
  const { waiting = WAITING_REQUESTS, running } = model.replicas.queue ?? {};
  const sequences = Math.min(...gpuMemories(model, config).map(({ memory }) => memory.sequences));
  const ofGpus = Math.max(1, Math.floor(sequences * RUNNING_SHARE));
  return {
    prometheus: PROMETHEUS_ADDRESS,
    triggers: [
      { name: "waiting", metric: VLLM_METRICS.tokens.waiting, threshold: waiting },
      { name: "running", metric: VLLM_METRICS.inFlight, threshold: running ?? ofGpus },
    ],
  };
}
