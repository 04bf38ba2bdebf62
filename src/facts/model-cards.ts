import table from "./configs-of-models.json";
import { type AttentionLayers } from "./llm/attention";
import { readModel } from "./model-config";
import { type Quantization } from "./quantizations";

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

export type ModelCardName = keyof typeof table.models;

/**
 * Cards by the name that `model` has in a file, each made from the config.json of the model as a user makes one of their
 * own. A test compares their parameters with published numbers.
 */
export const MODEL_CARDS = Object.fromEntries(
  Object.entries(table.models).map(([name, { config }]) => [name, cardOf(name, config)]),
) as Readonly<Record<ModelCardName, ModelCard>>;

function cardOf(name: string, config: unknown): ModelCard {
  const read = readModel(config);
  if ("problem" in read) throw new Error(`${name}: ${read.problem}`);
  const { card, quantization } = read;
  return quantization === undefined ? card : { ...card, format: quantization };
}
