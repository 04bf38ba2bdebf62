import { own } from "../base/own";
import { attentionOf } from "./llm/config-attention";
import { expertsOf, parametersByConfig } from "./llm/config-parameters";
import { type ModelConfig, modelConfig } from "./llm/config";
import names from "./llm/config-keys.json";
import { type ModelCard } from "./llm/model-card";
import { type Quantization } from "./quantizations";

/** A model by its own files. */
interface ReadModel {
  readonly card: ModelCard;
  /** Format of the files. @default - none that is known */
  readonly quantization?: Quantization;
  /** A format whose bits only the size of the files tells. @default - none */
  readonly otherFormat?: string;
}

/** Models whose output layer is the embedding where config.json is silent, and those without an output layer. */
const TIED = /^(gemma|(xlm-)?roberta|bert)/;

/**
 * Sizes of a model by its config.json, and by its model.safetensors.index.json if it has one; a problem in words for a
 * file that lacks sizes, or whose cache is not counted.
 */
export function readModel(config: unknown, index?: unknown): ReadModel | { readonly problem: string } {
  const keys = modelConfig(config);
  if (keys?.model_type === undefined)
    return { problem: "a file without model_type, which each config.json has" };
  const lacking = names.needed.filter((name) => !keys[name as "hidden_size"]);
  if (lacking.length > 0) return { problem: `a file without ${lacking.join(" and ")}` };
  const sizes = sizesOf(keys);
  const attention = attentionOf(keys, sizes.layers);
  if ("problem" in attention)
    return { problem: `${attention.problem}, whose cache this version does not count` };
  const isPlain = attention.length === 1 && attention[0]?.kind === "full" && !attention[0].headSize;
  const card = { ...sizes, ...(isPlain ? {} : { attention }) };
  const files = modelConfig((index as { readonly metadata?: unknown } | undefined)?.metadata);
  const { total_parameters: parameters = parametersByConfig(keys, card), total_size: weightBytes } =
    files ?? {};
  return {
    card: { parameters, ...card, ...(weightBytes === undefined ? {} : { weightBytes }) },
    ...formatOf(keys),
  };
}

type Sizes = Omit<ModelCard, "parameters" | "attention" | "weightBytes" | "format">;

function sizesOf(keys: ModelConfig): Sizes {
  const { num_hidden_layers: layers = 0, hidden_size: hiddenSize = 0, vocab_size: vocabulary = 0 } = keys;
  const { num_attention_heads: attentionHeads = 0, max_position_embeddings: context = 0 } = keys;
  const { qk_nope_head_dim: nope, qk_rope_head_dim: rope = 0, intermediate_size: width = 0 } = keys;
  const { model_type: modelType = "", head_dim: headSize = hiddenSize / attentionHeads } = keys;
  const experts = expertsOf(keys);
  const isTied = keys.flags.tie_word_embeddings ?? TIED.test(modelType);
  return {
    modelType,
    embeddingParameters: (isTied ? 1 : 2) * vocabulary * hiddenSize,
    layers,
    attentionHeads,
    kvHeads: keys.num_key_value_heads ?? attentionHeads,
    headSize: nope === undefined ? headSize : nope + rope,
    hiddenSize,
    vocabulary,
    feedForward: experts ? experts.active * experts.width + experts.shared : width,
    // Positions of these encoders begin after the one of padding.
    context: keys.type_vocab_size && keys.pad_token_id === 1 ? context - 2 : context,
  };
}

function formatOf({ format }: ModelConfig): Pick<ReadModel, "quantization" | "otherFormat"> {
  if (!format) return {};
  const { quant_algo: algorithm = "", quant_method: method = "" } = format;
  const known = own(names.formats, algorithm) ?? own(names.formats, method);
  return known === undefined ? { otherFormat: method } : { quantization: known as Quantization };
}
