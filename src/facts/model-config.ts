import { z } from "../base/zod";
import { attentionOf } from "./llm/config-attention";
import { expertsOf, parametersOf } from "./llm/config-parameters";
import { type ModelConfig, modelConfig } from "./llm/config";
import { type ModelCard } from "./model-cards";
import { type Quantization } from "./quantizations";

/** A model by its own files. */
interface ReadModel {
  readonly card: ModelCard;
  /** Format of the files. @default - none that is known */
  readonly quantization?: Quantization;
  /** A format whose bits only the size of the files tells. @default - none */
  readonly otherFormat?: string;
}

const indexOfWeights = z.looseObject({
  metadata: z.looseObject({
    total_size: z.int().min(1),
    total_parameters: z.int().min(1).optional().catch(undefined),
  }),
});

/** Formats by `quant_method` of config.json, or by `quant_algo` of ModelOpt. */
const FORMATS: Readonly<Record<string, Quantization>> = {
  fp8: "fp8",
  FP8: "fp8",
  awq: "awq",
  gptq: "gptq",
  mxfp4: "mxfp4",
  NVFP4: "nvfp4",
};

/** Models whose output layer is the embedding where config.json is silent, and those without an output layer. */
const TIED = /^(gemma|(xlm-)?roberta|bert)/;

/**
 * Sizes of a model by its config.json, and by its model.safetensors.index.json if it has one; a problem in words for a
 * file that lacks sizes, or whose cache is not counted.
 */
export function readModel(config: unknown, index?: unknown): ReadModel | { readonly problem: string } {
  const keys = modelConfig(config);
  if (!keys) return { problem: "a file without model_type, which each config.json has" };
  const sizes = sizesOf(keys);
  if ("problem" in sizes) return sizes;
  const attention = attentionOf(keys, sizes.layers);
  if ("problem" in attention)
    return { problem: `${attention.problem}, whose cache this version does not count` };
  const isPlain = attention.length === 1 && attention[0]?.kind === "full" && !attention[0].headSize;
  const card = { ...sizes, ...(isPlain ? {} : { attention }) };
  const files = indexOfWeights.safeParse(index).data?.metadata;
  const parameters = files?.total_parameters ?? parametersOf(keys, card);
  return {
    card: { parameters, ...card, ...(files ? { weightBytes: files.total_size } : {}) },
    ...formatOf(keys),
  };
}

type Sizes = Omit<ModelCard, "parameters" | "attention" | "weightBytes" | "format">;

function sizesOf(keys: ModelConfig): Sizes | { readonly problem: string } {
  const { num_hidden_layers: layers, hidden_size: hiddenSize, vocab_size: vocabulary } = keys;
  const { num_attention_heads: attentionHeads, max_position_embeddings: context } = keys;
  if (!layers || !hiddenSize || !vocabulary || !attentionHeads || !context)
    return {
      problem: `a file without ${Object.entries({
        num_hidden_layers: layers,
        hidden_size: hiddenSize,
        vocab_size: vocabulary,
        num_attention_heads: attentionHeads,
        max_position_embeddings: context,
      })
        .flatMap(([name, value]) => (value ? [] : [name]))
        .join(" and ")}`,
    };
  const experts = expertsOf(keys);
  const isTied = keys.tie_word_embeddings ?? TIED.test(keys.model_type);
  const { qk_nope_head_dim: nope, qk_rope_head_dim: rope = 0, intermediate_size: width = 0 } = keys;
  return {
    modelType: keys.model_type,
    embeddingParameters: (isTied ? 1 : 2) * vocabulary * hiddenSize,
    layers,
    attentionHeads,
    kvHeads: keys.num_key_value_heads ?? attentionHeads,
    headSize: nope === undefined ? (keys.head_dim ?? hiddenSize / attentionHeads) : nope + rope,
    hiddenSize,
    vocabulary,
    feedForward: experts ? experts.active * experts.width + experts.shared : width,
    // Positions of these encoders begin after the one of padding.
    context: keys.type_vocab_size && keys.pad_token_id === 1 ? context - 2 : context,
  };
}

function formatOf({
  quantization_config: format,
}: ModelConfig): Pick<ReadModel, "quantization" | "otherFormat"> {
  if (!format) return {};
  const { quant_algo: algorithm = "", quant_method: method = "" } = format;
  const known = FORMATS[algorithm] ?? FORMATS[method];
  return known ? { quantization: known } : { otherFormat: method };
}
