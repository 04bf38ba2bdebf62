import { own } from "../base/own";
import { servingProblems, typeProblems } from "../facts/fitting";
import { podMemoryMiB } from "../facts/memory";
import { QUANTIZATIONS, type Quantization } from "../facts/quantizations";
import { DTYPES, type LlmKeys, type Serving, servingOf } from "../facts/serving";
import { capacityOf, type StatedTypes } from "../facts/stated-types";
import { asObject, jsonIn, text } from "../terraform/stack-json";
import { VLLM_FACTS } from "./vllm";
import { type FlagValues, type GpuOfType, shardProblems } from "./vllm-kernels";
import facts from "./vllm/kernels.json";

/** The pod of the server. */
interface ServedOn {
  readonly gpus: readonly GpuOfType[];
  readonly stated: StatedTypes;
  /** Of the container. */
  readonly requests: { readonly memoryMiB: number; readonly gpus: number };
  /** Volumes in memory beside the shared memory of its processes. */
  readonly volumesMiB: number;
  /** Whether a variable allows a length beyond the context of the model. */
  readonly allowsLonger: boolean;
}

/** Reasons why a model cannot run with its arguments in its pod, with their sums. */
export function servedProblems(given: Serving, keys: LlmKeys, values: FlagValues, on: ServedOn): string[] {
  const { tensorParallel, maxLength, card } = given;
  const context =
    on.allowsLonger || values.has("--hf-overrides") ? Math.max(card.context, maxLength) : card.context;
  const serving = { ...given, card: { ...card, context } };
  const ofAll = servingProblems(serving);
  const isComputed = ofAll.length === 0 && unjudgedFlags(values, given).length === 0;
  // `precisionProblems` has those of data types, which the server chooses without an argument.
  const ofTypes = on.gpus.flatMap(({ type }) =>
    typeProblems(serving, type, capacityOf(type, on.stated))
      .filter(
        ({ about }) => about === "quantization" || (isComputed && ["memory", "maxLength"].includes(about)),
      )
      .map(({ why }) => `on a ${type}: ${why}`),
  );
  const least = podMemoryMiB(serving) + on.volumesMiB;
  return [
    ...ofAll.map(({ why }) => why),
    ...ofTypes,
    ...(ofAll.length === 0 ? shardProblems(serving, { model: keys.model, values, gpus: on.gpus }) : []),
    ...(isComputed && on.requests.gpus > tensorParallel * numberOf(values.get("--data-parallel-size") ?? "1")
      ? [`uses ${tensorParallel} GPUs, and the container has ${on.requests.gpus}`]
      : []),
    ...(isComputed && on.requests.memoryMiB < least
      ? [
          `requests ${on.requests.memoryMiB}Mi of memory, expected at least ${least}Mi for its processes, their buffers and shared memory`,
        ]
      : []),
  ];
}

/**
 * The model as arguments serve it, with the sizes that a file states of it; undefined if the file has none. A length of
 * `auto` is one that fits.
 */
export function servingOfArguments(values: FlagValues, keys: LlmKeys): Serving | undefined {
  const stated = servingOf(keys);
  if (!stated) return undefined;
  const written = values.get("--quantization");
  const dtype = DTYPES.find((each) => each === values.get("--dtype"));
  const quantization = written === undefined ? inFiles(stated.quantization) : named(written);
  return {
    card: stated.card,
    tensorParallel: numberOf(values.get("--tensor-parallel-size") ?? "1"),
    maxLength: numberOf(values.get("--max-model-len") ?? String(stated.card.context)),
    dtype: dtype ?? (values.get("--dtype") === "half" ? "float16" : stated.dtype),
    ...(quantization === undefined ? {} : { quantization }),
    ...(values.get("--kv-cache-dtype")?.startsWith("fp8") ? { cacheDtype: "fp8" as const } : {}),
    ...(values.has("--max-num-seqs") ? { maxSequences: numberOf(values.get("--max-num-seqs") ?? "") } : {}),
    ...(values.has("--max-num-batched-tokens")
      ? { batchTokens: numberOf(values.get("--max-num-batched-tokens") ?? "") }
      : {}),
    ...(values.get("--enable-lora") === "true" ? { adapters: adaptersIn(values) } : {}),
    ...(stated.draft && guessesOf(values)["method"] === "draft_model" ? { draft: stated.draft } : {}),
    cpuCacheGiB: Number(values.get("--kv-offloading-size") ?? 0),
    ...(values.has("--gpu-memory-utilization")
      ? { utilization: Number(values.get("--gpu-memory-utilization")) }
      : {}),
  };
}

/** Slots and rank with the defaults of the server (`config/lora.py`). */
const adaptersIn = (values: FlagValues) => ({
  rank: numberOf(values.get("--max-lora-rank") ?? "16"),
  slots: numberOf(values.get("--max-loras") ?? "1"),
});

const GUESSES = "--speculative-config";

/** The way of guesses, and the folder of their model. */
const guessesOf = (values: FlagValues) => asObject(jsonIn(values.get(GUESSES)));

/** Files that arguments name beside the weights. */
export const filesBeside = (values: FlagValues): string[] =>
  [
    ...(values.get("--lora-modules") ?? "").split(" ").map((each) => each.replace(/^[^={]*=/, "")),
    values.get("--chat-template") ?? "",
    text(guessesOf(values)["model"]) ?? "",
  ].filter((path) => path.startsWith("/"));

/** Names that clients ask for: the model answers in place of an adapter with its name. */
export const namesOfClients = (read?: { readonly values: FlagValues }): string[] => [
  ...(read?.values.get("--served-model-name")?.split(" ") ?? []),
  ...(read?.values.get("--lora-modules") ?? "")
    .split(" ")
    .flatMap((each) => /^([^={]+)=/.exec(each)?.[1] ?? []),
];

/** The server converts files only if an argument says so. */
const inFiles = (quantization: Quantization | undefined): Quantization | undefined =>
  quantization !== undefined && "atLoad" in QUANTIZATIONS[quantization] ? undefined : quantization;

const named = (written: string): Quantization | undefined => {
  const name = own(facts.quantizationNames, written) ?? written;
  return Object.keys(QUANTIZATIONS).find((each): each is Quantization => each === name);
};

const FACTORS: Readonly<Record<string, number>> = {
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  K: 2 ** 10,
  M: 2 ** 20,
  G: 2 ** 30,
  T: 2 ** 40,
};

/** A number with its suffix (`human_readable_int`); 1 for one that the server chooses. */
function numberOf(written: string): number {
  const [, digits = "1", suffix = ""] = /^([\d.]+)([a-zA-Z]?)$/.exec(written) ?? [];
  return Math.floor(Number(digits) * (FACTORS[suffix] ?? 1));
}

/** Flags that change the memory of a GPU in a way that this program does not compute. */
export const unjudgedFlags = (values: FlagValues, { draft }: Serving): string[] => [
  ...Object.entries<readonly string[]>(facts.unchanged).flatMap(([flag, known]) => {
    const value = values.get(flag);
    return value === undefined || known.includes(value) ? [] : [flag];
  }),
  // Words of the prompt take no memory, and a file has the sizes of a draft model.
  ...(values.has(GUESSES) && guessesOf(values)["method"] !== "ngram" && !draft ? [GUESSES] : []),
];

/** Whether a tag is that of another version: a tag of a company's own says none. */
export const isOtherVersion = (tag: string): boolean => /^v?\d+\.\d+\.\d+/.test(tag) && !OF_EXTRACT.test(tag);

/** A tag of the version, also of a build for another version of CUDA, and no release candidate. */
export const OF_EXTRACT = new RegExp(`^v?${VLLM_FACTS.version.replaceAll(".", "\\.")}(-.*)?$`);
