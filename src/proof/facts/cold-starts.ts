/** A read of weights from S3 into the memory of GPUs. */
export interface PublishedRead {
  readonly run: string;
  readonly instanceType: string;
  readonly bytes: number;
  readonly seconds: number;
  readonly source: string;
}

const EKS = "Amazon EKS user guide, ml-inference-load-serve-model (read 2026-11-28)";
const STREAMER = "run-ai/runai-model-streamer";

/** Reads by the Run:ai Model Streamer, which the server of a language model has. */
export const PUBLISHED_READS: readonly PublishedRead[] = [
  { run: "Ministral 3 8B", instanceType: "g6e.4xlarge", bytes: 10.42e9, seconds: 5.02, source: EKS },
  {
    run: "Llama 3 8B",
    instanceType: "g5.12xlarge",
    bytes: 16_060_522_496,
    seconds: 4.24,
    source: `${STREAMER}, benchmarks.md (read 2026-11-28)`,
  },
  {
    run: "64 GB on four GPUs",
    instanceType: "g6e.12xlarge",
    bytes: 64e9,
    seconds: 27.1,
    source: `${STREAMER}, local-cache.md, difference of two rows (read 2026-11-28)`,
  },
];

/** A part of a start of vLLM other than the read of its weights. */
export interface PublishedPart {
  readonly run: string;
  readonly part: "node" | "image" | "image in parallel" | "container without weights" | "all with weights";
  readonly seconds: number;
  readonly source: string;
}

const LAB =
  "GPU Inference Decision Lab (EKS, Karpenter, vLLM), autoscaling, runs of 2026-05-07 (read 2026-11-28)";

/**
 * Parts of starts. A container without weights is its imports, the engine, compilation and CUDA graphs. The image of the lab has no stated size, and
 * neither has its model.
 */
export const PUBLISHED_PARTS: readonly PublishedPart[] = [
  { run: "node with a GPU until its pod is placed", part: "node", seconds: 65, source: LAB },
  { run: "node of EKS Auto Mode", part: "node", seconds: 30, source: EKS },
  { run: "image of the lab", part: "image", seconds: 289, source: LAB },
  { run: "image of 8.8 GB", part: "image in parallel", seconds: 48.4, source: EKS },
  {
    run: "Llama 3.1 8B on an L40S",
    part: "container without weights",
    seconds: 94 + 10 + 42 + 54,
    source: "Tensorfuse, Reducing GPU cold start time when using vLLM, 2025-09-01 (read 2026-11-28)",
  },
  {
    run: "Llama 3 8B, engine alone",
    part: "container without weights",
    seconds: 39.34,
    source: "vllm-project/vllm pull request 11005, 2024-12-09 (read 2026-11-28)",
  },
  {
    run: "Llama 3.2 in 8 bits, with a cache of compiled kernels",
    part: "container without weights",
    seconds: 59,
    source: "vllm-project/vllm issue 20264, 2025-06-30 (read 2026-11-28)",
  },
  { run: "model of the lab", part: "all with weights", seconds: 439, source: LAB },
];

const longest = (part: PublishedPart["part"]): number =>
  Math.max(...PUBLISHED_PARTS.filter((each) => each.part === part).map(({ seconds }) => seconds));

/**
 * Delay until the Cluster Autoscaler asks for a node, in seconds: the objective of its FAQ for large clusters, not confirmed by a copy. The nodes of these
 * publications come from Karpenter and EKS Auto Mode.
 */
const AUTOSCALER_SECONDS = 60;

/** Longest published times, in seconds. */
export const ARRIVAL_SECONDS = {
  node: AUTOSCALER_SECONDS + longest("node"),
  image: longest("image"),
  parallelImage: Math.ceil(longest("image in parallel")),
} as const;
export const CONTAINER_SECONDS = longest("container without weights");

/** Seconds for which the Cluster Autoscaler waits for a node, unless `max-node-provision-time` states others (FAQ of the program). */
export const PROVISION_SECONDS = 900;

/** Seconds for which the server waits for its engine without `VLLM_ENGINE_READY_TIMEOUT_S` (`vllm/envs.py`, 0.33.0). */
export const DEFAULT_READY_SECONDS = 600;

/**
 * Bytes of the files of models in 16 bits: `total_size` of their model.safetensors.index.json on Hugging Face. Copies of each index
 * were read 2026-11-28, except for llama-3.2-3b, whose size is twice its parameters.
 */
export const CHECKPOINT_BYTES: Readonly<Record<string, number>> = {
  "llama-3.2-3b": 6_425_499_648,
  "llama-3.1-8b": 16_060_522_496,
  "llama-3.3-70b": 141_107_412_992,
  "qwen2.5-7b-instruct": 15_231_233_024,
  "qwen3-8b": 16_381_470_720,
  "qwen3-14b": 29_536_614_400,
  "qwen3-32b": 65_524_246_528,
  "qwen3-30b-a3b": 61_064_245_248,
  "mistral-7b-v0.3": 14_496_047_104,
  "mixtral-8x7b-v0.1": 93_405_585_408,
};

/** Bits of a weight in the files of a quantization; others have files of 16 bits. Embeddings keep 16, so files are larger. */
export const FILE_BITS: Readonly<Record<string, number>> = { fp8: 8, awq: 4, gptq: 4 };
