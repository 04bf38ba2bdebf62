import { type ModelCard } from "../model-cards";

/** Layers of a model with one kind of attention, from which the cache follows. */
export interface AttentionLayers {
  /**
   * `full` keeps all tokens, `sliding` the last ones, `chunked` those of the current part, `latent` one vector of each
   * token (MLA), `state` memory of a sequence of any length (linear attention, Mamba), and `none` nothing (encoders).
   */
  readonly kind: "full" | "sliding" | "chunked" | "latent" | "state" | "none";
  readonly layers: number;
  /** Tokens of the window or of a part, for `sliding` and `chunked`. */
  readonly window?: number | undefined;
  /** @default - that of the card */
  readonly kvHeads?: number | undefined;
  /** Size of a head; of the vector with its positions for `latent`. @default - that of the card */
  readonly headSize?: number | undefined;
  /** Memory of a sequence in one layer on one GPU, for `state`. */
  readonly stateBytes?: number | undefined;
}

/** Attention of all layers of a model; full attention unless the card states another. */
export const layersOf = ({ layers, attention }: ModelCard): readonly AttentionLayers[] =>
  attention ?? [{ kind: "full", layers }];

/** Parameters of the attention of all layers, as most architectures have them. */
export function attentionParameters(card: ModelCard): number {
  const { attentionHeads, kvHeads, headSize, hiddenSize, layers } = card;
  return layers * hiddenSize * headSize * 2 * (attentionHeads + kvHeads);
}
