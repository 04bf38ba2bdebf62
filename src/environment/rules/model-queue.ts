import { texts as TEXTS } from "./texts.json";
import { followsQueue } from "../queue";
import { type EnvironmentConfig } from "../schema";
import { type KeyProblem, when } from "./key-problem";
import { REPLICA_DEFAULTS } from "../schema/model";
import { gpuMemories } from "./gpu-memories";

type Model = EnvironmentConfig["models"][number];

/** Rules on the keys by which the replicas of a model follow its requests. */
export function queueRules(model: Model, config: EnvironmentConfig): KeyProblem[] {
  if (model.kind !== "llm") return withoutQueue(model);
  return followsQueue(model, config) ? thresholdRules(model, config) : fixedRules(model);
}

/** Without the queue, the number of replicas is fixed: the server polls its GPUs, so its CPU is busy without a request. */
function fixedRules({ replicas: { min, max, queue } }: Model): KeyProblem[] {
  return [
    ...when(max > min, {
      key: ["replicas", "max"],
      expected: `${min}, replicas.min: the autoscaler knows CPU only, which does not show the load of a language model`,
      fix: `${ADD_KEDA}, or write max: ${min}, or raise min`,
    }),
    ...when(queue !== undefined, {
      key: ["replicas", "queue"],
      expected: "components.keda in this file, which reads the queue",
      fix: `${ADD_KEDA}, or remove queue`,
    }),
  ];
}

const ADD_KEDA = "add ebs-csi: {}, prometheus: {} and keda: {} to components";

const withoutQueue = ({ replicas: { queue } }: Model): KeyProblem[] =>
  queue === undefined ? [] : [TEXTS.modelQueueQueue];

function thresholdRules(model: Model, config: EnvironmentConfig): KeyProblem[] {
  const { cpuPercent, memoryPercent, queue } = model.replicas;
  const without = (key: "cpuPercent" | "memoryPercent"): KeyProblem => ({
    key: ["replicas", key],
    expected: `no ${key} for a language model, because components.keda lets its replicas follow the queue`,
    fix: "remove it",
  });
  return [
    ...(cpuPercent === REPLICA_DEFAULTS.cpuPercent ? [] : [without("cpuPercent")]),
    ...(memoryPercent === undefined ? [] : [without("memoryPercent")]),
    ...gpuMemories(model, config)
      .filter(({ memory }) => queue?.running !== undefined && queue.running > memory.mostSequences)
      .map(({ type, memory }) => ({
        key: ["replicas", "queue", "running"],
        expected: `at most ${memory.mostSequences}, the requests that the server runs at once on a ${type}`,
        fix: "lower it",
      })),
  ];
}
