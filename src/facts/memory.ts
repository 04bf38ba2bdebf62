import { type Gpu } from "./gpus";
import { MEMORY_UTILIZATION, MIB, bytesOf, formatOf, weightsMiB } from "./llm/arithmetic";
import { adaptersMiB } from "./llm/adapters";
import { layersOf } from "./llm/attention";
import { cachePlan, longestOf } from "./llm/cache";
import { BYTES } from "./llm/data-types";
import { type Serving } from "./serving";
import { servedModels } from "./llm/models-of";
import { VLLM } from "./vllm-image";

/** Bytes of a score of a token of the vocabulary. */
const SCORE_BYTES = 4;

/** Memory of one GPU of a pod, by use, in MiB, and the sequences that it has room for. */
export interface GpuMemory {
  /** Memory that programs see. */
  readonly visibleMiB: number;
  /** Share of it that vLLM uses. */
  readonly usableMiB: number;
  readonly weightsMiB: number;
  /** Slots of adapters. */
  readonly adaptersMiB: number;
  /** Activations, CUDA graphs and work space. */
  readonly reserveMiB: number;
  /** Rest for the KV cache; negative if there is none. */
  readonly cacheMiB: number;
  /** KV cache of one sequence of the longest length. */
  readonly sequenceMiB: number;
  /** The longest sequence that the cache holds, up to the context of the model. */
  readonly longest: number;
  /** Tokens of all sequences together that the caches of all GPUs hold, if each has the longest length. */
  readonly tokens: number;
  /** Sequences of the longest length that run at once. */
  readonly sequences: number;
  /** Sequences that run at once at most, however short. */
  readonly mostSequences: number;
}

/**
 * Share of the memory of EC2's API that programs see: 21.96 of 22.35 GiB on an L4 (`gpu_memory_per_device` in
 * `docs/usage/usage_stats.md` of vLLM 0.33.0, read 2026-11-28). Reported for other GPUs: 98.5 to 99 %.
 */
const VISIBLE = 0.98;

/**
 * Reserve of each GPU, in MiB: CUDA contexts, work space of kernels (394 MiB for FlashInfer) and CUDA graphs, which
 * vLLM counts since 0.21; and buffers between GPUs. Figures of this project of 2026-11-28: users reported 0.35 GiB
 * outside of PyTorch and 0.1 to 0.7 GiB for graphs (vllm issues 10517 and 39559), and up to 6 GiB with speculative
 * decoding, which is counted for a draft model, whose graphs are further ones.
 */
const RESERVE_MIB = { each: 2048, ofSeveral: 1024, ofDraft: 4096 };

/** Memory of one GPU with an instance type's GPUs, or with others, whose share of the pod is equal. */
export function memoryOf(
  serving: Serving,
  gpu: Gpu,
  utilization = serving.utilization ?? MEMORY_UTILIZATION,
): GpuMemory {
  const visibleMiB = gpu.memoryMiB * VISIBLE;
  const usableMiB = visibleMiB * utilization;
  const limits = schedulerLimits(serving, gpu, visibleMiB);
  const reserveMiB = reserve(serving, limits);
  const weights = weightsMiB(serving);
  const adapters = adaptersMiB(serving);
  const cacheMiB = usableMiB - weights - adapters - reserveMiB;
  return {
    visibleMiB,
    usableMiB,
    weightsMiB: weights,
    adaptersMiB: adapters,
    reserveMiB,
    cacheMiB,
    ...heldBy(serving, cacheMiB, limits),
    mostSequences: limits.sequences,
  };
}

/** Batches at once: the server computes one while it settles another (`async_scheduling` is on without a flag). */
const BATCHES = 2;

/** Sequences and tokens that a cache holds. The server keeps one block for itself (`get_kv_cache_configs`). */
function heldBy(serving: Serving, cacheMiB: number, limits: SchedulerLimits) {
  const { maxLength, card } = serving;
  const plan = cachePlan(serving, BATCHES * limits.tokens);
  if (plan.blockBytes === 0) {
    const tokens = cacheMiB > 0 ? limits.sequences * maxLength : 0;
    return { sequenceMiB: 0, longest: tokens && card.context, tokens, sequences: tokens / maxLength };
  }
  const blocks = Math.floor((Math.max(0, cacheMiB) * MIB) / plan.blockBytes);
  const ofSequence = plan.blocks(maxLength);
  const atOnce = blocks / ofSequence;
  return {
    sequenceMiB: (ofSequence * plan.blockBytes) / MIB,
    longest: longestOf(plan, blocks - 1, card.context),
    tokens: Math.floor(atOnce * maxLength),
    sequences: Math.min(Math.floor(atOnce), limits.sequences),
  };
}

/** Files of the weights in the bucket, with those of a draft model. */
export const checkpointMiB = (serving: Serving): number =>
  servedModels(serving).reduce((sum, { card, dtype, quantization }) => {
    const format = formatOf(quantization);
    return sum + bytesOf(card, dtype, format?.atLoad ? undefined : format) / MIB;
  }, 0);

/** Memory of the server and of each worker. Figures of this project of 2026-11-28: no pod was measured. */
const PROCESS_MIB = { server: 3072, worker: 3072 };

const BUFFER_MIB = 2048;

/** Buffer of each worker into which it reads weights (`memory_limit` of the streamer), which must hold the largest tensor. */
export const streamBufferMiB = ({ card, dtype }: Serving): number =>
  Math.max(BUFFER_MIB, Math.ceil((card.vocabulary * card.hiddenSize * BYTES[dtype]) / MIB));

/**
 * Memory of the node for a pod: processes, buffers and shared memory. Weights are in GPUs. Each worker keeps whole adapters, as
 * many as it has slots for (`max_cpu_loras`).
 */
export function podMemoryMiB(serving: Serving): number {
  const { tensorParallel } = serving;
  const kept = adaptersMiB({ ...serving, tensorParallel: 1 });
  const worker = PROCESS_MIB.worker + streamBufferMiB(serving);
  return (
    PROCESS_MIB.server +
    tensorParallel * worker +
    Math.ceil(tensorParallel * kept) +
    VLLM.sharedMemoryMiB(serving)
  );
}

interface SchedulerLimits {
  /** Tokens of one step (`--max-num-batched-tokens`). */
  readonly tokens: number;
  /** Sequences that run at once (`--max-num-seqs`). */
  readonly sequences: number;
}

/** Defaults of vLLM 0.33.0 for its server by the memory of the GPU (`EngineArgs.get_batch_defaults`, read 2026-11-28). */
function schedulerLimits(
  { batchTokens, maxSequences }: Serving,
  { name }: Gpu,
  mib: number,
): SchedulerLimits {
  const isLarge = mib >= 160 * 1024;
  const isMiddle = mib >= 70 * 1024 && name !== "A100";
  const tokens = isLarge ? 16_384 : isMiddle ? 8192 : 2048;
  return { tokens: batchTokens ?? tokens, sequences: maxSequences ?? (isLarge || isMiddle ? 1024 : 256) };
}

/**
 * The larger one of the activations of a step and the copies of the scores of all tokens of the
 * vocabulary, beside the constant part. Activations: measured 111 kB for each token of Llama 3.1 8B
 * (vllm issue 10517, at 20,000 and 29,000 tokens); this computes 119 kB.
 */
function reserve(
  { card, tensorParallel, maxLength, dtype, draft }: Serving,
  limits: SchedulerLimits,
): number {
  // An encoder reads a whole text in one step.
  const most = layersOf(card).some(({ kind }) => kind === "none") ? maxLength : 0;
  const stepTokens = Math.min(Math.max(limits.tokens, most), limits.sequences * maxLength);
  const perToken = ((3 * card.feedForward) / tensorParallel + 4 * card.hiddenSize) * BYTES[dtype];
  const scores = 3 * limits.sequences * card.vocabulary * SCORE_BYTES;
  const constant = RESERVE_MIB.each + (tensorParallel > 1 ? RESERVE_MIB.ofSeveral : 0);
  return constant + (draft ? RESERVE_MIB.ofDraft : 0) + Math.max(stepTokens * perToken, scores) / MIB;
}
