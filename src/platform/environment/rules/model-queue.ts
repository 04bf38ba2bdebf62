import { followsQueue, gpuMemories } from "../queue";
import { type EnvironmentConfig } from "../schema";
import { type KeyProblem } from "./key-problem";

type Model = EnvironmentConfig["models"][number];

/** Target of the CPU of a model whose file has none. */
const CPU_PERCENT = 70;

/** Rules on the keys by which the replicas of a model follow its requests. */
export const queueRules = (model: Model, config: EnvironmentConfig): KeyProblem[] =>
  followsQueue(model, config) ? thresholdRules(model, config) : refusedQueue(model);

function refusedQueue({ kind, replicas }: Model): KeyProblem[] {
  if (replicas.queue === undefined) return [];
  const key = ["replicas", "queue"];
  return [
    kind === "llm"
      ? {
          key,
          expected: "components.keda in this file, which reads the queue",
          fix: "add prometheus: {} and keda: {} to components, or remove queue",
        }
      : {
          key,
          expected: "no queue without kind: llm, whose server has series of its queue",
          fix: "remove it",
        },
  ];
}

function thresholdRules(model: Model, config: EnvironmentConfig): KeyProblem[] {
  const { cpuPercent, memoryPercent, queue } = model.replicas;
  const without = (key: "cpuPercent" | "memoryPercent"): KeyProblem => ({
    key: ["replicas", key],
    expected: `no ${key} for a language model, because components.keda lets its replicas follow the queue`,
    fix: "remove it",
  });
  return [
    ...(cpuPercent === CPU_PERCENT ? [] : [without("cpuPercent")]),
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
