import { z } from "../../base/zod";

/** A key of another type counts as absent: the server has a default of its own for it, or refuses the file. */
const size = z.int().min(0).optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);
const text = z.string().optional().catch(undefined);

/** Sizes of an encoder of images. */
const vision = z.looseObject({
  hidden_size: size,
  num_hidden_layers: size,
  depth: size,
  intermediate_size: size,
});

const sizes = z.looseObject({
  model_type: z.string(),
  num_hidden_layers: size,
  hidden_size: size,
  num_attention_heads: size,
  num_key_value_heads: size,
  head_dim: size,
  vocab_size: size,
  intermediate_size: size,
  max_position_embeddings: size,
  tie_word_embeddings: flag,
  attention_bias: flag,
  // Experts
  num_experts: size,
  n_routed_experts: size,
  num_local_experts: size,
  num_experts_per_tok: size,
  top_k_experts: size,
  enable_moe_block: flag,
  moe_intermediate_size: size,
  n_shared_experts: size,
  shared_expert_intermediate_size: size,
  first_k_dense_replace: size,
  interleave_moe_layer_step: size,
  intermediate_size_mlp: size,
  // Kinds of attention
  layer_types: z.array(z.string()).optional().catch(undefined),
  sliding_window: size,
  use_sliding_window: flag,
  sliding_window_pattern: size,
  attention_chunk_size: size,
  no_rope_layer_interval: size,
  global_head_dim: size,
  num_global_key_value_heads: size,
  full_attention_interval: size,
  // Latent attention
  kv_lora_rank: size,
  q_lora_rank: size,
  qk_nope_head_dim: size,
  qk_rope_head_dim: size,
  v_head_dim: size,
  index_topk: size,
  // Linear attention
  linear_num_key_heads: size,
  linear_num_value_heads: size,
  linear_key_head_dim: size,
  linear_value_head_dim: size,
  linear_conv_kernel_dim: size,
  mamba_ssm_dtype: text,
  hybrid_override_pattern: text,
  // Encoders
  pad_token_id: size,
  type_vocab_size: size,
  vision_config: vision.optional().catch(undefined),
  quantization_config: z.looseObject({ quant_method: text, quant_algo: text }).optional().catch(undefined),
});

/** Keys of a config.json that sizes depend on, as the authors of a model publish it. */
export type ModelConfig = z.output<typeof sizes>;

/** Configuration of the language model in that of a multimodal one. */
const LANGUAGE_MODEL = ["text_config", "llm_config", "language_config"] as const;

const file = z.looseObject({});

/** Keys of the language model, and of the whole model for those that it lacks; undefined for another file. */
export function modelConfig(value: unknown): ModelConfig | undefined {
  const whole = file.safeParse(value).data;
  if (!whole) return undefined;
  const language = LANGUAGE_MODEL.map((name) => file.safeParse(whole[name]).data).find((each) => each);
  return sizes.safeParse({ ...whole, ...language }).data;
}
