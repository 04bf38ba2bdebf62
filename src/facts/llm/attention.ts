import { type AttentionLayers, type ModelCard } from "./model-card";

/** Attention of all layers of a model; full attention unless the card states another. */
export const layersOf = ({ layers, attention }: ModelCard): readonly AttentionLayers[] =>
  attention ?? [{ kind: "full", layers }];

/** Parameters of the attention of all layers, as most architectures have them. */
export function attentionParameters(card: ModelCard): number {
  const { attentionHeads, kvHeads, headSize, hiddenSize, layers } = card;
  return layers * hiddenSize * headSize * 2 * (attentionHeads + kvHeads);
}
