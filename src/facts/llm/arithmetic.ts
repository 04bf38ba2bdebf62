import { type ModelCard } from "./model-card";
import { QUANTIZATIONS, type Quantization } from "../quantizations";
import { type Serving } from "../serving";
import { servedModels } from "./models-of";
import { attentionParameters, layersOf } from "./attention";
import { bytesOfToken } from "./cache";
import { BYTES } from "./data-types";

export const MIB = 2 ** 20;

/** Share of the memory that programs see which vLLM uses unless `--gpu-memory-utilization` states another (vLLM 0.33.0). */
export const MEMORY_UTILIZATION = 0.92;

/** Weights of the model and of its draft model on each GPU. */
export const weightsMiB = (serving: Serving): number =>
  servedModels(serving).reduce((sum, each) => sum + modelMiB(each), 0);

/** Weights of a model, with the table of positions, of which each GPU has all: rows of `headSize` for the context of the model. */
function modelMiB(serving: Serving): number {
  const { card, tensorParallel, dtype, quantization } = serving;
  const positions = card.context * card.headSize * BYTES[dtype];
  return (bytesOf(card, dtype, formatOf(quantization)) / tensorParallel + positions) / MIB;
}

/** Bytes of the KV cache for one token on each GPU, in the layers that keep all tokens. */
export const kvBytesPerToken = (serving: Serving): number =>
  layersOf(serving.card)
    .filter(({ kind }) => kind === "full" || kind === "latent")
    .reduce((sum, attention) => sum + attention.layers * bytesOfToken(attention, serving), 0);

type Format = (typeof QUANTIZATIONS)[Quantization];

export const formatOf = (quantization: Quantization | undefined): Format | undefined =>
  quantization && QUANTIZATIONS[quantization];

/** The size of the files, if the card states it and the server does not convert them. Embedding and output layer keep the data type. */
export function bytesOf(card: ModelCard, dtype: Serving["dtype"], format: Format | undefined): number {
  const { parameters, embeddingParameters, weightBytes } = card;
  const bytes = BYTES[dtype];
  if (weightBytes !== undefined && !format?.atLoad) return weightBytes;
  if (!format) return parameters * bytes;
  const kept = embeddingParameters + (format.expertsOnly ? attentionParameters(card) : 0);
  return kept * bytes + (Math.max(0, parameters - kept) * format.bits) / 8;
}
