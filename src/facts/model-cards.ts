import { type AttentionLayers } from "./llm/attention";

/** Sizes of a language model that memory and parallelism depend on, as its config.json has them. */
export interface ModelCard {
  readonly parameters: number;
  /** Parameters of the embedding and of the output layer, which no quantization of the table changes. */
  readonly embeddingParameters: number;
  readonly layers: number;
  readonly attentionHeads: number;
  readonly kvHeads: number;
  readonly headSize: number;
  readonly hiddenSize: number;
  readonly vocabulary: number;
  /** Width of the feed-forward layers that one token passes through: of all active experts together. */
  readonly feedForward: number;
  /** Longest prompt and answer together (`max_position_embeddings`), in tokens. */
  readonly context: number;
  /** Kinds of attention of the layers. @default - full attention in each layer */
  readonly attention?: readonly AttentionLayers[] | undefined;
  /** Bytes of all tensors in the files (`metadata.total_size` of the index of weights). @default - by the parameters */
  readonly weightBytes?: number | undefined;
}

type Row = readonly [
  parameters: number,
  layers: number,
  attentionHeads: number,
  kvHeads: number,
  hiddenSize: number,
  vocabulary: number,
  feedForward: number,
  context: number,
];

/** All of these models have heads of 128, full attention in each layer, and weights in bfloat16. */
const HEAD_SIZE = 128;

const untied = (row: Row): ModelCard => card(row, 2);
/** The output layer is the embedding. */
const tied = (row: Row): ModelCard => card(row, 1);

function card(
  [parameters, layers, attentionHeads, kvHeads, hiddenSize, vocabulary, feedForward, context]: Row,
  embeddings: number,
): ModelCard {
  const sizes = { parameters, layers, attentionHeads, kvHeads, hiddenSize, vocabulary, feedForward, context };
  return { ...sizes, headSize: HEAD_SIZE, embeddingParameters: embeddings * vocabulary * hiddenSize };
}

/**
 * Cards by the name that `model` has in a file. Models with sliding windows, latent attention or state layers are
 * omitted: their cache is not that of this arithmetic. A test counts the parameters from the tensors of each
 * architecture.
 *
 * Sources: config.json of the authors in citsjtu2020/LLM-Prof, `sglang/Model_Config.md`
 * (llama-3.1-8b, llama-3.2-3b, qwen3), in vulkomilev/oumi, `configs/recipes/llama3_1` and
 * `llama3_3` (llama-3.3-70b), huggingface/candle, `models/mixtral.rs`, and keras-team/keras-hub,
 * `mixtral/README.md` (mixtral); read 2026-11-28. Of qwen2.5-7b-instruct the context, and of
 * mistral-7b-v0.3 vocabulary and context, are not confirmed by a copy of config.json.
 */
export const MODEL_CARDS = {
  "llama-3.2-3b": tied([3_212_749_824, 28, 24, 8, 3072, 128_256, 8192, 131_072]),
  "llama-3.1-8b": untied([8_030_261_248, 32, 32, 8, 4096, 128_256, 14_336, 131_072]),
  "llama-3.3-70b": untied([70_553_706_496, 80, 64, 8, 8192, 128_256, 28_672, 131_072]),
  "qwen2.5-7b-instruct": untied([7_615_616_512, 28, 28, 4, 3584, 152_064, 18_944, 32_768]),
  "qwen3-8b": untied([8_190_735_360, 36, 32, 8, 4096, 151_936, 12_288, 40_960]),
  "qwen3-14b": untied([14_768_307_200, 40, 40, 8, 5120, 151_936, 17_408, 40_960]),
  "qwen3-32b": untied([32_762_123_264, 64, 64, 8, 5120, 151_936, 25_600, 40_960]),
  "qwen3-30b-a3b": untied([30_532_122_624, 48, 32, 4, 2048, 151_936, 6144, 40_960]),
  "mistral-7b-v0.3": untied([7_248_023_552, 32, 32, 8, 4096, 32_768, 14_336, 32_768]),
  "mixtral-8x7b-v0.1": untied([46_702_792_704, 32, 32, 8, 4096, 32_000, 28_672, 32_768]),
} as const satisfies Record<string, ModelCard>;

export type ModelCardName = keyof typeof MODEL_CARDS;
