import { type ModelCard } from "./model-card";
import { type Serving } from "../serving";
import { MIB } from "./arithmetic";
import { attentionParameters, layersOf } from "./attention";
import { BYTES } from "./data-types";

/** The largest vocabulary with adapters (`LogitsProcessorWithLoRA.create_lora_weights`, vLLM 0.33.0). */
export const ADAPTED_VOCABULARY = 258_048;

/**
 * Bytes of the slot of one adapter on a GPU: two matrices of the largest rank for each linear layer, of which only the side
 * that GPUs share is smaller with several, and two tables of the vocabulary, whole on each GPU (`create_lora_weights` in
 * `lora/layers`, vLLM 0.33.0, read 2026-12-01). All layers count, since an adapter may have any of them.
 */
function slotBytes({ card, tensorParallel, dtype }: Serving, rank: number): number {
  const { hiddenSize, headSize, feedForward, vocabulary, layers } = card;
  const shared = (size: number): number => size / tensorParallel;
  const heads = headSize * shared(card.attentionHeads);
  const kvHeads = headSize * Math.max(1, Math.floor(shared(card.kvHeads)));
  const attention = 3 * hiddenSize + heads + 2 * kvHeads + heads + hiddenSize;
  const forward = 2 * hiddenSize + 2 * shared(feedForward) + shared(feedForward) + hiddenSize;
  const tables = 2 * (hiddenSize + vocabulary);
  return (layers * (attention + forward) + tables) * rank * BYTES[dtype];
}

/** Slots of adapters on each GPU. */
export const adaptersMiB = (serving: Serving): number =>
  serving.adapters ? (serving.adapters.slots * slotBytes(serving, serving.adapters.rank)) / MIB : 0;

/** Whether all parameters are those of one feed-forward layer in each layer, with some room for encoders: experts have more. */
const isDense = (card: ModelCard): boolean =>
  card.parameters <=
  1.25 *
    (card.embeddingParameters +
      attentionParameters(card) +
      3 * card.layers * card.hiddenSize * card.feedForward);

/** Whether the layers of a model are those that `slotBytes` counts. */
export const isAdaptable = (card: ModelCard): boolean =>
  isDense(card) && layersOf(card).every(({ kind }) => ["full", "sliding", "chunked"].includes(kind));
