import { own } from "../base/own";
import { type Gpu } from "../facts/gpus";
import { type LlmKeys, type Serving } from "../facts/serving";
import facts from "./vllm/kernels.json";

/** Values of flags by their first spelling. */
export type FlagValues = ReadonlyMap<string, string>;

/** A GPU with the instance type that has it. */
export interface GpuOfType extends Gpu {
  readonly type: string;
}

/** Data types and formats in arguments for which a GPU has no kernel. */
export function precisionProblems(values: FlagValues, gpu: GpuOfType): string[] {
  const { name, type, capability } = gpu;
  const dtype = values.get("--dtype") === "bfloat16" ? facts.bfloat16Capability : 0;
  const needed: readonly (readonly [flag: string, least: number])[] = [
    ["--dtype", dtype],
    ["--kv-cache-dtype", own(facts.cacheTypes, values.get("--kv-cache-dtype") ?? "") ?? 0],
    ["--quantization", own(facts.quantizations, values.get("--quantization") ?? "") ?? 0],
  ];
  if (capability < facts.leastCapability)
    return [
      `runs on a ${name} (${type}), and the image has kernels for a compute capability of ${version(facts.leastCapability)} or more`,
    ];
  return needed
    .filter(([, least]) => capability < least)
    .map(
      ([flag, least]) =>
        `${flag}=${values.get(flag) ?? ""} needs a compute capability of ${version(least)}, and a ${name} (${type}) has ${version(capability)}`,
    );
}

/** Inputs of kernels beside the sizes: the model, whose files can have blocks, arguments and GPUs. */
interface Kernels {
  readonly model: LlmKeys["model"];
  readonly values: FlagValues;
  readonly gpus: readonly GpuOfType[];
}

/** Shards of layers for which the server has no kernel, so that it ends while it loads the model. */
export function shardProblems(serving: Serving, kernels: Kernels): string[] {
  const { tensorParallel: gpus, quantization = "" } = serving;
  if (gpus === 1) return [];
  const width = expertWidth(serving, kernels);
  const layers = [attentionOf(serving), ...(isDense(serving) ? [feedForwardOf(serving)] : [])];
  const uneven = [...layers, ...expertsOf(width)].filter(({ size }) => size % gpus !== 0);
  if (uneven.length > 0) return uneven.map((each) => `${inWords(each, gpus)}, which is no whole number`);
  const group = own(facts.groupSizes, quantization);
  if (group !== undefined)
    return [
      ...splits(layers, gpus, group).map(
        (words) => `${words}, no multiple of the ${group} weights of a group of ${quantization}`,
      ),
      ...splits(expertsOf(width), gpus, facts.leastGroupOfExperts).map(
        (words) =>
          `${words}, no multiple of ${facts.leastGroupOfExperts}, the least group of ${quantization}`,
      ),
    ];
  return quantization === "fp8" && facts.blockModels.some((each) => each === kernels.model)
    ? blockProblems(serving, kernels, layers, width)
    : [];
}

/** Whether all parameters are those of one feed-forward layer in each layer, with some room for encoders: experts have more. */
function isDense({ card }: Serving): boolean {
  const { parameters, embeddingParameters, layers, hiddenSize, feedForward } = card;
  const attention = hiddenSize * card.headSize * 2 * (card.attentionHeads + card.kvHeads);
  return parameters <= 1.25 * (embeddingParameters + layers * (attention + 3 * hiddenSize * feedForward));
}

interface Layer {
  readonly name: string;
  /** Inputs that GPUs share. */
  readonly size: number;
}

const attentionOf = ({ card }: Serving): Layer => ({
  name: "the attention",
  size: card.attentionHeads * card.headSize,
});

const feedForwardOf = ({ card }: Serving): Layer => ({
  name: "the feed-forward layer",
  size: card.feedForward,
});

const expertsOf = (width: number | undefined): Layer[] =>
  width === undefined ? [] : [{ name: "an expert", size: width }];

const inWords = ({ name, size }: Layer, gpus: number): string =>
  `${size} / ${gpus} GPUs = ${Math.round((size / gpus) * 100) / 100} of ${name}`;

const splits = (layers: readonly Layer[], gpus: number, part: number): string[] =>
  layers.filter(({ size }) => (size / gpus) % part !== 0).map((each) => inWords(each, gpus));

/** Width of one expert. A GPU has whole experts with `--enable-expert-parallel`. @default - the model has none */
function expertWidth({ tensorParallel }: Serving, { model, values }: Kernels): number | undefined {
  const width: number | undefined = own(facts.experts, model ?? "");
  const isWhole = values.get("--enable-expert-parallel") === "true";
  return width !== undefined && isWhole ? width * tensorParallel : width;
}

/**
 * Scales of blocks cannot be split. Layers need whole blocks. Blocks of experts become smaller ones, which Triton alone
 * reads, or an explicit backend pads the shard.
 */
function blockProblems(
  { card, tensorParallel: gpus }: Serving,
  { values, gpus: all }: Kernels,
  shards: readonly Layer[],
  width: number | undefined,
): string[] {
  const { size, leastRefined, refinedCapability, padding } = facts.blocks;
  const split = splits(shards, gpus, size).map(
    (words) => `${words}, no multiple of a block of ${size} of FP8`,
  );
  if (width === undefined || (width / gpus) % size === 0) return split;
  const backend = values.get("--moe-backend") ?? "auto";
  const isPadded =
    padding.includes(backend) &&
    values.get("--enable-lora") !== "true" &&
    width % size === 0 &&
    card.hiddenSize % size === 0;
  if (isPadded) return split;
  const refined = divisor(divisor(size, width / gpus), card.hiddenSize);
  const without =
    refined < leastRefined ? all : all.filter(({ capability }) => capability < refinedCapability);
  const names = [...new Set(without.map(({ name }) => name))];
  return [
    ...split,
    ...names.map(
      (name) =>
        `${inWords({ name: "an expert", size: width }, gpus)} leave blocks of ${refined}, for which no kernel runs on ${name} GPUs${refined < leastRefined ? "" : ` (from a compute capability of ${version(refinedCapability)} on)`}: use GPUs that share whole blocks of ${size}, or --moe-backend=${padding[0] ?? ""}, which pads them`,
    ),
  ];
}

const divisor = (one: number, other: number): number => (other === 0 ? one : divisor(other, one % other));

const version = (capability: number): string => (capability / 10).toFixed(1);
