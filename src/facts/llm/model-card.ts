import { type Quantization } from "../quantizations";

/** Layers of a model with one kind of attention, from which the cache follows. */
export interface AttentionLayers {
  /**
   * `full` keeps all tokens, `sliding` the last ones, `chunked` those of the current part, `latent` one vector of each
   * token (MLA), `state` memory of a sequence of any length (linear attention, Mamba), and `none` nothing (encoders).
   */
  readonly kind: "full" | "sliding" | "chunked" | "latent" | "state" | "none";
  readonly layers: number;
  /** Tokens of the window or of a part, for `sliding` and `chunked`. @default - none */
  readonly window?: number | undefined;
  /** @default - that of the card */
  readonly kvHeads?: number | undefined;
  /** Size of a head; of the vector with its positions for `latent`. @default - that of the card */
  readonly headSize?: number | undefined;
  /** Memory of a sequence in one layer on one GPU, for `state`. @default - none */
  readonly stateBytes?: number | undefined;
}

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
  /** `model_type` of config.json. @default - unknown */
  readonly modelType?: string | undefined;
  /** Format of the files that the authors publish. @default - none */
  readonly format?: Quantization | undefined;
}
