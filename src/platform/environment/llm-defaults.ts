import { z } from "../../shared/values/zod";
import { coldStart, ENGINE_READY_SECONDS } from "../facts/llm/cold-start";
import { type Serving, checkpointMiB, podMemoryMiB } from "../facts/llm/memory";
import { VLLM_USER, VLLM_WRITES_MIB, rootedClientPath } from "../facts/llm/vllm-image";
import { servingOf } from "../facts/llm/serving";
import { llmSchema } from "./schema/model-llm";

/** Replicas of a model without a stated minimum, as in its schema. */
const REPLICAS = 2;

/** A language model as far as defaults depend on it. Other keys are judged by the schema. */
const written = z.looseObject({
  name: z.string(),
  kind: z.literal("llm"),
  llm: z.unknown().optional(),
  memoryVolumes: z.record(z.string(), z.looseObject({ sizeMiB: z.number() })).catch({}),
  replicas: z.looseObject({ min: z.number().default(REPLICAS) }).catch({ min: REPLICAS }),
});

type Written = z.output<typeof written>;

/** The plain value of a file in which each language model has the keys that follow from it, before the schema and its other defaults. */
export function withLlmDefaults(value: unknown): unknown {
  const models = value !== null && typeof value === "object" && "models" in value ? value.models : undefined;
  return Array.isArray(models) ? { ...(value as object), models: models.map(withDefaults) } : value;
}

function withDefaults(model: unknown): unknown {
  const { data } = written.safeParse(model);
  return data ? { ...defaults(data), ...(model as object), ...replicas(model as object, data) } : model;
}

function defaults({ name, llm, memoryVolumes }: Written): object {
  const sizes = llmSchema.safeParse(llm).data;
  const serving = servingOf(sizes);
  const gpus = serving?.tensorParallel ?? 1;
  const volumesMiB = Object.values(memoryVolumes).reduce((sum, { sizeMiB }) => sum + sizeMiB, 0);
  return {
    gpus,
    cpuRequest: cpus(gpus),
    ...(serving ? { memoryRequest: `${Math.ceil((podMemoryMiB(serving) + volumesMiB) / 1024)}Gi` } : {}),
    runAsUser: VLLM_USER,
    tmpMiB: VLLM_WRITES_MIB.tmp,
    modelCacheMiB: VLLM_WRITES_MIB.home,
    paths: [rootedClientPath(name)],
    startupSeconds: serving ? startupSeconds(serving) : ENGINE_READY_SECONDS,
  };
}

/** One for each worker, and one for the server. A figure of this project of 2026-11-28, not measured. */
const cpus = (gpus: number): string => String(gpus + 1);

/** Twice the predicted time, in whole minutes, and no less than the server allows by itself. */
function startupSeconds(serving: Serving): number {
  const { podSeconds } = coldStart({
    way: "stream",
    weightsMiB: checkpointMiB(serving),
    networkMiBps: Infinity,
    diskMiBps: Infinity,
    parallelPull: false,
    compileCached: false,
  });
  return Math.max(ENGINE_READY_SECONDS, Math.ceil((2 * podSeconds) / 60) * 60);
}

const replicas = (model: object, { replicas: { min } }: Written): object => {
  const stated = "replicas" in model ? model.replicas : {};
  return stated !== null && typeof stated === "object" ? { replicas: { max: min, ...stated } } : {};
};
