import { type AttentionLayers, type ModelCard } from "./model-card";
import { layersOf } from "./attention";
import { type ModelConfig } from "./config";

/** Models whose queries have a gate of the same size. */
const GATED = /^qwen3_(next|5)/;

/** Models with norms of queries and keys. */
const HEAD_NORMS = /^(qwen3|gemma[34]|olmo)/;

/** Models with a bias for each expert in the choice of experts. */
const BIASED_CHOICE = /^(gpt_oss|deepseek_v3|glm4_moe|kimi)/;

const typeOf = ({ model_type: type = "" }: ModelConfig): string => type;

/** Experts of a mixture; undefined for a model without. */
export function expertsOf(config: ModelConfig) {
  const count = config.num_experts ?? config.n_routed_experts ?? config.num_local_experts ?? 0;
  if (count === 0) return undefined;
  const width = config.moe_intermediate_size ?? config.intermediate_size ?? 0;
  const { n_shared_experts: shared = 0, shared_expert_intermediate_size: sharedWidth = shared * width } =
    config;
  const { num_experts_per_tok: active = config.top_k_experts ?? 1 } = config;
  // Llama 4 has one shared expert without a key, and Gemma 4 a layer of the plain width beside its experts.
  const plain = config.flags.enable_moe_block ? config.intermediate_size : width;
  const hasKey = !config.flags.enable_moe_block && config.interleave_moe_layer_step === undefined;
  return { count, width, shared: hasKey ? sharedWidth : (plain ?? 0), active };
}

/** Number of parameters by the tensors of the usual architectures; norms and an encoder of images are counted upwards. */
export function parametersByConfig(config: ModelConfig, card: Omit<ModelCard, "parameters">): number {
  const layers = layersOf({ ...card, parameters: 0 });
  const attention = layers.reduce((sum, each) => sum + each.layers * ofLayer(config, card, each), 0);
  const ofLayers = (/^gemma/.test(typeOf(config)) ? 4 : 2) * card.layers;
  const norms = card.hiddenSize * (ofLayers + (config.type_vocab_size === undefined ? 1 : 0));
  return (
    card.embeddingParameters +
    attention +
    norms +
    feedForwards(config, card) +
    visionOf(config) +
    positions(config)
  );
}

type Sizes = Pick<ModelCard, "attentionHeads" | "kvHeads" | "headSize" | "hiddenSize" | "layers">;

function ofLayer(config: ModelConfig, card: Sizes, layer: AttentionLayers): number {
  const { attentionHeads: heads, hiddenSize: hidden } = card;
  if (layer.kind === "latent") return latent(config, card);
  if (layer.kind === "state") return linear(config, hidden);
  const { kvHeads = card.kvHeads, headSize = card.headSize } = layer;
  const [query, keyValue] = [heads * headSize, 2 * kvHeads * headSize];
  const gate = GATED.test(typeOf(config)) ? query : 0;
  // gpt-oss has a bias of the output too, and a sink of each head.
  const biases = config.flags.attention_bias ? query + keyValue : 0;
  const others = config.model_type === "gpt_oss" ? hidden + heads : 0;
  const norms = HEAD_NORMS.test(typeOf(config)) ? 2 * headSize : 0;
  return hidden * (2 * query + gate + keyValue) + biases + others + norms;
}

function latent(config: ModelConfig, { attentionHeads: heads, hiddenSize: hidden }: Sizes): number {
  const { kv_lora_rank: rank = 0, q_lora_rank: queryRank = 0, v_head_dim: value = 0 } = config;
  const { qk_nope_head_dim: nope = 0, qk_rope_head_dim: rope = 0 } = config;
  const query = queryRank ? queryRank * (hidden + 1 + heads * (nope + rope)) : hidden * heads * (nope + rope);
  return query + hidden * (rank + rope) + rank * (1 + heads * (nope + value)) + heads * value * hidden;
}

function linear(config: ModelConfig, hidden: number): number {
  const { linear_num_key_heads: keyHeads = 0, linear_num_value_heads: valueHeads = 0 } = config;
  const { linear_key_head_dim: keySize = 0, linear_value_head_dim: valueSize = 0 } = config;
  const { linear_conv_kernel_dim: kernel = 0 } = config;
  const [keys, values] = [2 * keyHeads * keySize, valueHeads * valueSize];
  return (
    hidden * (keys + 3 * values + 2 * valueHeads) + (keys + values) * kernel + 2 * valueHeads + valueSize
  );
}

function feedForwards(config: ModelConfig, { layers, hiddenSize: hidden }: Sizes): number {
  const { intermediate_size: width = 0, first_k_dense_replace: first = 0 } = config;
  const dense = 3 * hidden * (config.intermediate_size_mlp ?? width);
  const experts = expertsOf(config);
  if (!experts) return layers * (config.type_vocab_size ? 2 * hidden * width + width + 7 * hidden : dense);
  const mixtures = (layers - first) / (config.interleave_moe_layer_step ?? 1);
  const biases = config.model_type === "gpt_oss" ? experts.count * (2 * experts.width + hidden) : 0;
  const choice = hidden + (BIASED_CHOICE.test(typeOf(config)) ? 1 : 0);
  const sharedGate = config.shared_expert_intermediate_size ? hidden : 0;
  const router = choice * experts.count + sharedGate;
  const mixture = 3 * hidden * (experts.count * experts.width + experts.shared) + router + biases;
  return mixtures * mixture + (layers - mixtures) * dense;
}

function visionOf({ vision = { flags: {} } }: ModelConfig): number {
  const { hidden_size: hidden = 0, intermediate_size: width = 0, depth = 0 } = vision;
  return (vision.num_hidden_layers ?? depth) * hidden * (4 * hidden + 3 * width);
}

/** Tables of encoders: positions, types of tokens, and the dense layer over the first token. */
function positions({
  type_vocab_size: types,
  max_position_embeddings: rows = 0,
  hidden_size: hidden = 0,
}: ModelConfig) {
  return types === undefined ? 0 : (rows + types + 2) * hidden + hidden * (hidden + 1);
}
