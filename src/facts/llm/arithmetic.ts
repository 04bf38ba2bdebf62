import { type ModelCard } from "../model-cards";
import { QUANTIZATIONS, type Quantization, type QuantizationFormat } from "../quantizations";
import { type Serving } from "../serving";

/** Data types of weights that are not quantized, and of the KV cache, with their bytes. */
export const BYTES = { bfloat16: 2, float16: 2 } as const;

export const MIB = 2 ** 20;

/** vLLM allocates the cache in blocks of as many tokens (`CacheConfig.DEFAULT_BLOCK_SIZE`). */
const BLOCK_TOKENS = 16;

/** Share of the memory that programs see which vLLM uses unless `--gpu-memory-utilization` states another (vLLM 0.33.0). */
export const MEMORY_UTILIZATION = 0.92;

/** Weights on each GPU, with the table of positions, of which each GPU has all: rows of `headSize` for the context of the model. */
export function weightsMiB(serving: Serving): number {
  const { card, tensorParallel, dtype, quantization } = serving;
  const positions = card.context * card.headSize * BYTES[dtype];
  return (bytesOf(card, dtype, formatOf(quantization)) / tensorParallel + positions) / MIB;
}

/** Bytes of the KV cache for one token on each GPU. A KV head is on one GPU; with fewer heads than GPUs, several have a copy. */
export const kvBytesPerToken = ({ card, tensorParallel, dtype }: Serving): number =>
  2 * card.layers * Math.max(1, Math.floor(card.kvHeads / tensorParallel)) * card.headSize * BYTES[dtype];

/** Tokens that a cache of a size on each GPU holds, in whole blocks. */
export const cacheTokens = (serving: Serving, cacheMiB: number): number =>
  Math.floor((Math.max(0, cacheMiB) * MIB) / (BLOCK_TOKENS * kvBytesPerToken(serving))) * BLOCK_TOKENS;

export const formatOf = (quantization: Quantization | undefined): QuantizationFormat | undefined =>
  quantization && QUANTIZATIONS[quantization];

/** Embedding and output layer keep the data type. */
export function bytesOf(
  card: ModelCard,
  dtype: Serving["dtype"],
  format: QuantizationFormat | undefined,
): number {
  const { parameters, embeddingParameters } = card;
  const bytes = BYTES[dtype];
  if (!format) return parameters * bytes;
  return embeddingParameters * bytes + ((parameters - embeddingParameters) * format.bits) / 8;
}
