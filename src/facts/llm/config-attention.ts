import { own } from "../../base/own";
import { type AttentionLayers } from "./model-card";
import { type ModelConfig } from "./config";
import keys from "./config-keys.json";

/** Parts of a text that Llama 4 attends to, in all layers but each fourth. */
const CHUNKED_PATTERN = 4;

const BYTES_OF_STATE: Readonly<Record<string, number>> = { float32: 4 };

type Counted = readonly AttentionLayers[] | { readonly problem: string };

/** Kinds of attention of all layers; a problem for a kind whose cache is not counted. */
export function attentionOf(config: ModelConfig, layers: number): Counted {
  const { model_type: type = "", kv_lora_rank: rank = 0, qk_rope_head_dim: rope = 0 } = config;
  if (config.index_topk !== undefined) return { problem: "attention with an index of tokens (index_topk)" };
  if (config.hybrid_override_pattern !== undefined)
    return { problem: "layers by a pattern of letters (hybrid_override_pattern)" };
  if (keys.encoders.includes(type)) return [{ kind: "none", layers }];
  if (rank > 0) return [{ kind: "latent", layers, headSize: rank + rope }];
  return byKind(config, namesOf(config, layers));
}

/** The kind of each layer, by the names of config.json. */
function namesOf(config: ModelConfig, layers: number): readonly string[] {
  const { model_type: type = "", layer_types: names, full_attention_interval: interval } = config;
  if (names?.length === layers) return names;
  if (interval) return repeated(layers, interval, "linear_attention");
  if (config.attention_chunk_size)
    return repeated(layers, config.no_rope_layer_interval ?? CHUNKED_PATTERN, "chunked_attention");
  const { sliding_window: window = 0, max_position_embeddings: context = Infinity } = config;
  if (window === 0 || window >= context || config.flags.use_sliding_window === false)
    return repeated(layers, 1, "");
  return repeated(
    layers,
    config.sliding_window_pattern ?? own(keys.windowPatterns, type) ?? Infinity,
    "sliding_attention",
  );
}

/** Each last layer of a pattern is full. */
const repeated = (layers: number, pattern: number, other: string): string[] =>
  Array.from({ length: layers }, (_, index) => ((index + 1) % pattern === 0 ? "full_attention" : other));

function byKind(config: ModelConfig, names: readonly string[]): Counted {
  const unknown = names.find((name) => !(name in KINDS));
  if (unknown !== undefined) return { problem: `layers of the kind ${unknown}` };
  return Object.entries(KINDS).flatMap(([name, kind]) => {
    const layers = names.filter((each) => each === name).length;
    return layers === 0 ? [] : [{ ...kind(config), layers }];
  });
}

const KINDS: Readonly<Record<string, (config: ModelConfig) => Omit<AttentionLayers, "layers">>> = {
  sliding_attention: ({ sliding_window: window }) => ({ kind: "sliding", window }),
  chunked_attention: ({ attention_chunk_size: window }) => ({ kind: "chunked", window }),
  linear_attention: (config) => ({ kind: "state", stateBytes: stateBytes(config) }),
  full_attention: ({ global_head_dim: headSize, num_global_key_value_heads: kvHeads }) => ({
    kind: "full",
    ...(headSize === undefined ? {} : { headSize }),
    ...(kvHeads === undefined ? {} : { kvHeads }),
  }),
};

/** States of the convolution and of the gated delta rule (`gated_delta_net_state_shape` of vLLM 0.33.0). */
function stateBytes(config: ModelConfig): number {
  const { linear_num_key_heads: keys = 0, linear_num_value_heads: values = 0 } = config;
  const { linear_key_head_dim: keySize = 0, linear_value_head_dim: valueSize = 0 } = config;
  const { linear_conv_kernel_dim: kernel = 1, mamba_ssm_dtype: dtype = "" } = config;
  const convolution = (2 * keys * keySize + values * valueSize) * (kernel - 1) * 2;
  return convolution + values * valueSize * keySize * (BYTES_OF_STATE[dtype] ?? 2);
}
