import { type AttentionLayers, type ModelCard } from "./model-card";
import { type Serving } from "../serving";
import { servedModels } from "./models-of";
import { layersOf } from "./attention";
import { BYTES } from "./data-types";

/** vLLM allocates the cache in blocks of as many tokens (`CacheConfig.DEFAULT_BLOCK_SIZE`). */
const BLOCK_TOKENS = 16;

/** Beside state layers, a block of a latent cache has a multiple of as many tokens (`_align_hybrid_block_size`). */
const LATENT_BLOCK_TOKENS = 128;

/** States of one sequence with the prefix cache, which is on without a flag (`mamba_cache_mode` of `align`). */
const STATES = 2;

/** More layers of one kind than of another by less than this share are padded, and not split. */
const PADDED_UP_TO = 1.5;

/** The cache of one GPU. Each block belongs to one group at a time, and has the bytes of all layers of the largest group. */
export interface CachePlan {
  /** 0 if no layer has a cache. */
  readonly blockBytes: number;
  /** Blocks of one sequence in all groups. */
  readonly blocks: (tokens: number) => number;
}

interface Layer {
  readonly attention: AttentionLayers;
  readonly pageBytes: number;
  readonly blockTokens: number;
}

/**
 * Blocks of a cache, as the server counts them before it starts: `get_kv_cache_groups` and `_max_memory_usage_bytes_from_groups` in
 * `v1/core/kv_cache_planning.py`, `max_memory_usage_bytes` of each kind in `v1/kv_cache_interface.py` (vLLM 0.33.0,
 * commit 4ba787ec9, read 2026-12-01). `inFlight` are tokens that are computed and not yet settled. Backends with larger
 * blocks (64 tokens of FlashMLA, 32 of FlashInfer for latent caches on Blackwell) round a sequence up further.
 */
export function cachePlan(serving: Serving, inFlight: number): CachePlan {
  const cached = servedModels(serving).flatMap(({ card }) => cachedLayers(card));
  const layers = unified(cached.map((attention) => layerOf(attention, cached, serving)));
  if (layers.length === 0) return { blockBytes: 0, blocks: () => 0 };
  const { blockBytes, groups } = grouped(layers, inFlight);
  return {
    blockBytes,
    blocks: (tokens) => groups.reduce((sum, { count, blocks }) => sum + count * blocks(tokens), 0),
  };
}

/** Layers with a cache, with sizes of their own. Those of a draft model are layers as the others (no count of the server was compared). */
const cachedLayers = (card: ModelCard): AttentionLayers[] =>
  layersOf(card)
    .filter(({ kind }) => kind !== "none")
    .map((row) => ({
      ...row,
      kvHeads: row.kvHeads ?? card.kvHeads,
      headSize: row.headSize ?? card.headSize,
    }));

/** A page is a block of one layer. Next to states, blocks have as many tokens as make a page of attention no smaller than a state. */
function layerOf(attention: AttentionLayers, all: readonly AttentionLayers[], serving: Serving): Layer {
  const state = all.find(({ kind }) => kind === "state");
  const other = all.find(({ kind }) => kind !== "state");
  const stateBytes = Math.ceil((state?.stateBytes ?? 0) / serving.tensorParallel);
  if (!other) return { attention, pageBytes: stateBytes, blockTokens: BLOCK_TOKENS };
  const step = state && other.kind === "latent" ? LATENT_BLOCK_TOKENS : BLOCK_TOKENS;
  const tokenBytes = bytesOfToken(other, serving);
  const blockTokens = Math.max(BLOCK_TOKENS, step * Math.ceil(stateBytes / (step * tokenBytes)));
  const bytes = attention.kind === "state" ? tokenBytes : bytesOfToken(attention, serving);
  return { attention, pageBytes: blockTokens * bytes, blockTokens };
}

/** Bytes of a token in one layer on each GPU. A KV head is on one GPU; with fewer heads than GPUs, several have a copy. A latent vector is on each. */
export function bytesOfToken(attention: AttentionLayers, serving: Serving): number {
  const { card, tensorParallel, dtype, cacheDtype } = serving;
  const { kind, kvHeads = card.kvHeads, headSize = card.headSize } = attention;
  const bytes = cacheDtype === undefined ? BYTES[dtype] : 1;
  return kind === "latent"
    ? headSize * bytes
    : 2 * Math.max(1, Math.floor(kvHeads / tensorParallel)) * headSize * bytes;
}

/** All pages get the size of the largest one: by more tokens in a block, or unused bytes (`unify_kv_cache_spec_page_size`). */
function unified(layers: readonly Layer[]): readonly Layer[] {
  if (isOneKind(layers)) return layers;
  const largest = Math.max(...layers.map(({ pageBytes }) => pageBytes));
  return layers.map(({ attention, pageBytes, blockTokens }) => {
    const ratio = largest % pageBytes === 0 ? largest / pageBytes : 1;
    return { attention, pageBytes: largest, blockTokens: blockTokens * ratio };
  });
}

/** Layers that need the same number of blocks: all full or latent, or all with one window. */
const isOneKind = (layers: readonly Layer[]): boolean =>
  new Set(
    layers.map(({ attention: { kind, window } }) => (kind === "latent" ? "full" : `${kind}${window ?? ""}`)),
  ).size <= 1;

/** Layers that share one list of blocks, as many such groups, and the blocks that a sequence of a length holds in each. */
function grouped(layers: readonly Layer[], inFlight: number) {
  const blocks = (layer: Layer) => (tokens: number) => blocksOf(layer, tokens, inFlight);
  const [first] = layers;
  const total = layers.reduce((sum, { attention, pageBytes }) => sum + attention.layers * pageBytes, 0);
  if (first && isOneKind(layers)) return { blockBytes: total, groups: [{ count: 1, blocks: blocks(first) }] };
  const counts = layers.map(({ attention }) => attention.layers);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const size = most < PADDED_UP_TO * least ? most : least;
  return {
    blockBytes: size * (first?.pageBytes ?? 0),
    groups: layers.map((layer) => ({
      count: Math.ceil(layer.attention.layers / size),
      blocks: blocks(layer),
    })),
  };
}

function blocksOf({ attention, blockTokens }: Layer, tokens: number, inFlight: number): number {
  const { kind, window = 0 } = attention;
  if (kind === "state") return STATES;
  const blocks = (kept: number): number => Math.ceil(Math.min(kept, tokens) / blockTokens);
  if (kind === "sliding") return blocks(window - 1 + inFlight) + 1;
  return blocks(kind === "chunked" ? window + inFlight : Infinity);
}

/** The longest sequence that a number of blocks holds; 0 if none does. */
export function longestOf(plan: CachePlan, blocks: number, limit: ModelCard["context"]): number {
  let [held, refused] = [0, limit + 1];
  while (refused - held > 1) {
    const tokens = Math.floor((held + refused) / 2);
    if (plan.blocks(tokens) <= blocks) held = tokens;
    else refused = tokens;
  }
  return held;
}
