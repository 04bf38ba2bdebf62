import { type Gpu, gpuOf } from "./gpus";
import {
  type InstanceCapacity,
  allocatable,
  instanceCapacity,
  instanceTypesKnown,
} from "./instance-capacity";
import { type GpuMemory, memoryOf, podMemoryMiB } from "./memory";
import refused from "./refused-data-types.json";
import { MEMORY_UTILIZATION } from "./llm/arithmetic";
import { ADAPTED_VOCABULARY, isAdaptable } from "./llm/adapters";
import { cardProblems } from "./llm/card-problems";
import { type Serving } from "./serving";
import { QUANTIZATIONS } from "./quantizations";

/** Reason why a model cannot run as stated, with its sum. */
export interface ServingProblem {
  readonly about:
    | "card"
    | "tensorParallel"
    | "maxLength"
    | "dtype"
    | "quantization"
    | "cacheDtype"
    | "adapters"
    | "speculative"
    | "gpu"
    | "memory"
    | "host";
  /** Key of the card, for a contradiction in it. @default - the problem is of another key */
  readonly key?: string;
  readonly why: string;
  /** @default - another length, type or number of GPUs */
  readonly fix?: string;
}

/** The image has kernels for compute capabilities from this one on (`torch_cuda_arch_list` of the Dockerfile of vLLM). */
const LEAST_CAPABILITY = 75;

/** Least compute capability for bfloat16 (`check_if_supports_dtype`). */
const BFLOAT16_CAPABILITY = 80;

/** Least compute capability with arithmetic of 8 bits (Ada). No source that was read confirms kernels of such a cache below it (2026-12-01). */
const FP8_CAPABILITY = 89;

/** The most GPUs of an instance. */
const MOST_GPUS = 16;

/** Problems that every instance type has. vLLM ends at its start with them (0.33.0, `verify_with_parallel_config`, `models/llama.py`). */
export function servingProblems(serving: Serving): ServingProblem[] {
  const { card, tensorParallel, maxLength } = serving;
  const { attentionHeads, kvHeads, context } = card;
  const problems = cardProblems(card);
  if (problems.length > 0) return problems;
  const able = (gpus: number): boolean =>
    attentionHeads % gpus === 0 && (kvHeads % gpus === 0 || gpus % kvHeads === 0);
  const numbers = Array.from({ length: MOST_GPUS }, (_, index) => index + 1).filter(able);
  const others = `${numbers.join(", ")} GPUs can share them`;
  const heads = `${attentionHeads} attention heads / ${tensorParallel} GPUs = ${rounded(attentionHeads / tensorParallel)} heads`;
  const kv = `${kvHeads} KV heads cannot be shared by ${tensorParallel} GPUs or copied to them in equal numbers`;
  return [
    ...(able(tensorParallel)
      ? []
      : [
          {
            about: "tensorParallel" as const,
            why: `${attentionHeads % tensorParallel === 0 ? kv : heads}; ${others}`,
          },
        ]),
    ...(maxLength > context
      ? [
          {
            about: "maxLength" as const,
            why: `${tokens(maxLength)} are more than the ${count(context)} of the model's context`,
          },
        ]
      : []),
    ...adapterProblems(serving),
    ...draftProblems(serving),
  ];
}

function adapterProblems({ card, adapters }: Serving): ServingProblem[] {
  const about = "adapters";
  const fix = "remove adapters, or merge the adapter into the weights";
  if (!adapters) return [];
  if (card.vocabulary > ADAPTED_VOCABULARY)
    return [
      {
        about,
        why: `a model with a vocabulary of at most ${tokens(ADAPTED_VOCABULARY)}, and this one has ${count(card.vocabulary)}: the server ends with an adapter`,
        fix,
      },
    ];
  const why =
    "a model of dense layers with attention: memory of adapters of other layers is not counted in this version";
  return isAdaptable(card) ? [] : [{ about, why, fix }];
}

/** The server ends with another vocabulary (`verify_equal_vocab_size_if_draft_model`), and shares heads among the same GPUs. */
function draftProblems({ card, tensorParallel, draft }: Serving): ServingProblem[] {
  const about = "speculative";
  if (!draft) return [];
  if (draft.vocabulary !== card.vocabulary)
    return [
      {
        about,
        why: `a draft model with the vocabulary of the model: ${tokens(draft.vocabulary)}, and the model has ${count(card.vocabulary)}`,
        fix: "choose a smaller model of the same family",
      },
    ];
  const whole = servingProblems({ card: draft, tensorParallel, maxLength: 1, dtype: "bfloat16" });
  return whole.map(({ why }) => ({ about, why: `a draft model for the GPUs of the model: ${why}` }));
}

/** Problems of a model on one instance type, whose sizes a file may state. */
export function typeProblems(
  serving: Serving,
  type: string,
  capacity: InstanceCapacity | undefined = instanceCapacity(type),
): ServingProblem[] {
  const gpu = gpuOf(type);
  if (!gpu || !capacity)
    return [{ about: "gpu", why: `${gpu ? "sizes" : "GPUs"} of a ${type} are in no table` }];
  const { tensorParallel } = serving;
  const forPods = allocatable(capacity, 0).memoryMiB;
  const needed = podMemoryMiB(serving);
  return [
    ...(capacity.gpus < tensorParallel
      ? [
          {
            about: "tensorParallel" as const,
            why: `${tensorParallel} GPUs are more than the ${capacity.gpus} of a ${type}`,
          },
        ]
      : []),
    ...precisionProblems(serving, gpu),
    ...memoryProblems(serving, gpu),
    ...(needed > forPods
      ? [
          {
            about: "host" as const,
            why: `the pod needs ${Math.ceil(needed / 1024)} GiB of memory for its processes, and a ${type} has ${Math.floor(forPods / 1024)} GiB for pods`,
          },
        ]
      : []),
  ];
}

function precisionProblems(serving: Serving, gpu: Gpu): ServingProblem[] {
  const { quantization, cacheDtype } = serving;
  const { name, capability } = gpu;
  const has = `and a ${name} has ${version(capability)}`;
  const least = quantization === undefined ? 0 : QUANTIZATIONS[quantization].capability;
  if (capability < LEAST_CAPABILITY)
    return [
      {
        about: "gpu",
        why: `the image has kernels for a compute capability of ${version(LEAST_CAPABILITY)} or more, ${has}`,
      },
    ];
  return [
    ...dtypeProblems(serving, gpu, has),
    ...(capability < least
      ? [
          {
            about: "quantization" as const,
            why: `${quantization} needs a compute capability of ${version(least)}, ${has}`,
          },
        ]
      : []),
    ...(cacheDtype !== undefined && capability < FP8_CAPABILITY
      ? [
          {
            about: "cacheDtype" as const,
            why: `a cache of ${cacheDtype} needs a compute capability of ${version(FP8_CAPABILITY)}, ${has}`,
          },
        ]
      : []),
  ];
}

/** The type of a model decides on float16: without it, nothing is known, and nothing is advised. */
function dtypeProblems({ card, dtype }: Serving, { capability }: Gpu, has: string): ServingProblem[] {
  const { modelType = "" } = card;
  const isRefused = refused.float16.includes(modelType);
  const isOld = capability < BFLOAT16_CAPABILITY;
  const about = "dtype";
  if (dtype === "float16") {
    const fix = isOld ? {} : { fix: "write dtype: bfloat16" };
    const why = `the server refuses float16 for a model of type ${modelType}`;
    return isRefused ? [{ about, why, ...fix }] : [];
  }
  const why = `bfloat16 needs a compute capability of ${version(BFLOAT16_CAPABILITY)}, ${has}`;
  if (!isOld) return [];
  return isRefused || modelType === ""
    ? [{ about, why }]
    : [{ about, why: `${why}; float16 works`, fix: "write dtype: float16" }];
}

function memoryProblems(serving: Serving, gpu: Gpu): ServingProblem[] {
  const { maxLength, card } = serving;
  const plain = card.attention || card.modelType ? "" : ", with full attention in each layer,";
  const memory = memoryOf(serving, gpu);
  const { visibleMiB, usableMiB, weightsMiB, reserveMiB, cacheMiB, longest, sequenceMiB } = memory;
  const adapters = memory.adaptersMiB > 0 ? `, ${gib(memory.adaptersMiB)} of adapters` : "";
  if (cacheMiB <= 0)
    return [
      {
        about: "memory",
        why: `each ${gpu.name} has ${gib(usableMiB)} GiB for vLLM (${Math.round((serving.utilization ?? MEMORY_UTILIZATION) * 100)} % of ${gib(visibleMiB)}), and the weights take ${gib(weightsMiB)}${adapters} and the reserve ${gib(reserveMiB)}`,
      },
    ];
  return longest >= maxLength
    ? []
    : [
        {
          about: "maxLength",
          why: `one sequence of ${tokens(maxLength)} takes ${gib(sequenceMiB)} GiB of KV cache${plain || ","} and each ${gpu.name} has ${gib(cacheMiB)} of ${gib(usableMiB)} beside ${gib(weightsMiB)} of weights${adapters} and ${gib(reserveMiB)} of reserve; at most ${tokens(longest)} fit`,
        },
      ];
}

/** Instance types on which a model runs with the memory of each of its GPUs, and the reasons of all others with GPUs. */
interface Fitting {
  readonly fits: readonly { readonly type: string; readonly memory: GpuMemory }[];
  readonly others: readonly { readonly type: string; readonly problems: readonly ServingProblem[] }[];
}

/** The types with the fewest GPUs are first, then those with the smallest. */
export function fittingTypes(serving: Serving): Fitting {
  const ofAll = servingProblems(serving);
  const types = instanceTypesKnown()
    .flatMap((type) => {
      const gpu = gpuOf(type);
      const capacity = instanceCapacity(type);
      return gpu && capacity ? [{ type, gpu, capacity }] : [];
    })
    .sort(
      (one, other) =>
        one.capacity.gpus - other.capacity.gpus ||
        one.gpu.memoryMiB - other.gpu.memoryMiB ||
        one.capacity.vcpus - other.capacity.vcpus,
    )
    .map(({ type, gpu }) => ({ type, gpu, problems: [...ofAll, ...typeProblems(serving, type)] }));
  return {
    fits: types
      .filter(({ problems }) => problems.length === 0)
      .map(({ type, gpu }) => ({ type, memory: memoryOf(serving, gpu) })),
    others: types
      .filter(({ problems }) => problems.length > 0)
      .map(({ type, problems }) => ({ type, problems })),
  };
}

/** The smallest instance types whose GPUs, all together, run a model, with their number; undefined if none does. */
export function smallestInstances(
  serving: Serving,
): { readonly gpus: number; readonly types: readonly string[] } | undefined {
  for (const gpus of [1, 2, 4, 8]) {
    const types = fittingTypes({ ...serving, tensorParallel: gpus })
      .fits.map(({ type }) => type)
      .filter((type) => instanceCapacity(type)?.gpus === gpus);
    if (types.length > 0) return { gpus, types };
  }
  return undefined;
}

/** The most GPUs of an instance type that can share a model; 1 if the type is in no table. */
export function sharedBy(serving: Serving, type: string): number {
  const gpus = instanceCapacity(type)?.gpus ?? 1;
  const numbers = Array.from({ length: gpus }, (_, index) => gpus - index);
  return (
    numbers.find((tensorParallel) =>
      servingProblems({ ...serving, tensorParallel }).every(({ about }) => about !== "tensorParallel"),
    ) ?? 1
  );
}

const count = (number: number): string => number.toLocaleString("en-US");
const tokens = (number: number): string => `${count(number)} token${number === 1 ? "" : "s"}`;
const gib = (mib: number): string => (mib / 1024).toFixed(1);
const rounded = (number: number): string => String(Math.round(number * 10) / 10);
const version = (capability: number): string => (capability / 10).toFixed(1);
