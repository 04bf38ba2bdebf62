import figures from "../facts/figures.json";
import { own } from "../../base/own";
import { z } from "../../base/zod";
import { GP3_LIMITS } from "../../facts/gp3";
import { slowestNetworkMiBps } from "../../facts/instance-network";
import { checkpointMiB, podMemoryMiB } from "../../facts/memory";
import { VLLM, rootedClientPath } from "../../facts/vllm-image";
import { type Serving, servingOf } from "../../facts/serving";
import { containerStart, wayOf } from "../values/llm-start";
import { llmSchema } from "../schema/model-llm";
import { withoutRefused } from "./refused-values";
import { LONGEST_START_SECONDS, REPLICA_DEFAULTS } from "../schema/model";

/** A language model as far as defaults depend on it. Other keys are judged by the schema. */
const written = z.looseObject({
  name: z.string(),
  kind: z.literal("llm"),
  llm: z.unknown().optional(),
  nodeGroup: z.string().catch(""),
  weights: z
    .looseObject({ mode: z.enum(["mount", "download"]) })
    .optional()
    .catch(undefined),
  memoryVolumes: z.record(z.string(), z.looseObject({ sizeMiB: z.number() })).catch({}),
  replicas: z
    .looseObject({ min: z.number().min(1).default(REPLICA_DEFAULTS.min) })
    .catch({ min: REPLICA_DEFAULTS.min }),
});

type Written = z.output<typeof written>;

/** Keys of a node group on which the start of a model depends. */
const group = z.looseObject({
  instanceTypes: z.array(z.string()).catch([]),
  instanceStore: z.boolean().optional().catch(undefined),
  diskMiBps: z.number().optional().catch(undefined),
});

type Group = z.output<typeof group>;

/** A file with its models and node groups, of which those with mistakes are left out. */
const file = z.looseObject({
  models: z.array(z.unknown()),
  cluster: z
    .looseObject({ nodeGroups: z.record(z.string(), group.optional().catch(undefined)).catch({}) })
    .catch({ nodeGroups: {} }),
});

/** The plain value of a file in which each language model has the keys that follow from it, before the schema and its other defaults. */
export function withLlmDefaults(value: unknown): unknown {
  const { data } = file.safeParse(value);
  if (!data) return value;
  const { nodeGroups } = data.cluster;
  return { ...(value as object), models: data.models.map((model) => withDefaults(model, nodeGroups)) };
}

type Groups = Readonly<Record<string, Group | undefined>>;

function withDefaults(model: unknown, groups: Groups): unknown {
  const { data } = written.safeParse(model);
  return data
    ? {
        ...defaults(data, own(groups, data.nodeGroup)),
        ...(model as object),
        ...replicas(model as object, data),
      }
    : model;
}

function defaults(model: Written, group: Group | undefined): object {
  const { name, llm, memoryVolumes } = model;
  const serving = servingOf(acceptedSizes(llm));
  const gpus = serving?.tensorParallel ?? 1;
  const volumesMiB = Object.values(memoryVolumes).reduce((sum, { sizeMiB }) => sum + sizeMiB, 0);
  return {
    gpus,
    cpuRequest: cpus(gpus),
    ...(serving ? { memoryRequest: `${Math.ceil((podMemoryMiB(serving) + volumesMiB) / 1024)}Gi` } : {}),
    runAsUser: VLLM.user,
    tmpMiB: VLLM.writesMiB.tmp,
    modelCacheMiB: VLLM.writesMiB.home,
    paths: [rootedClientPath(name)],
    startupSeconds: serving ? startupSeconds(serving, model, group) : figures.engine.readySeconds,
  };
}

/** Sizes without the values that the schema refuses; undefined if others then lack. */
function acceptedSizes(llm: unknown) {
  const { data, error } = llmSchema.safeParse(llm);
  return error ? llmSchema.safeParse(withoutRefused(llm, error.issues)).data : data;
}

/** One for each worker, and one for the server. A figure of this project of 2026-11-28, not measured. */
const cpus = (gpus: number): string => String(gpus + 1);

/** Twice the predicted time on the slowest type, in whole minutes, no less than the server allows by itself, and no more than the key. */
function startupSeconds(serving: Serving, { weights }: Written, group: Group | undefined): number {
  const { least } = containerStart(wayOf(weights?.mode, group?.instanceStore === true), {
    weightsMiB: checkpointMiB(serving),
    networkMiBps: slowestNetworkMiBps(group?.instanceTypes ?? []),
    diskMiBps: group?.diskMiBps ?? GP3_LIMITS.throughput.least,
  });
  return Math.min(
    LONGEST_START_SECONDS,
    Math.max(figures.engine.readySeconds, Math.ceil((2 * least) / 60) * 60),
  );
}

const replicas = (model: object, { replicas: { min } }: Written): object => {
  const stated = "replicas" in model ? model.replicas : {};
  return stated !== null && typeof stated === "object" ? { replicas: { max: min, ...stated } } : {};
};
