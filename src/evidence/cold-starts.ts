import facts from "./published-starts.json";

/** A read of weights from S3 into the memory of GPUs. */
export interface PublishedRead {
  readonly run: string;
  readonly instanceType: string;
  readonly bytes: number;
  readonly seconds: number;
  readonly source: string;
}

/** Reads by the Run:ai Model Streamer, which the server of a language model has. */
export const PUBLISHED_READS: readonly PublishedRead[] = facts.reads;

/** A part of a start of vLLM other than the read of its weights. */
export interface PublishedPart {
  readonly run: string;
  readonly part: "node" | "image" | "image in parallel" | "container without weights" | "all with weights";
  readonly seconds: number;
  readonly source: string;
}

/**
 * Parts of starts. A container without weights is its imports, the engine, compilation and CUDA graphs. The image of the lab has no stated size, and
 * neither has its model.
 */
export const PUBLISHED_PARTS = facts.parts as readonly PublishedPart[];

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

/** Bytes of the files of models in 16 bits. */
export const CHECKPOINT_BYTES: Readonly<Record<string, number>> = facts.checkpointBytes;

/** Bits of a weight in the files of a quantization; others have files of 16 bits. Embeddings keep 16, so files are larger. */
export const FILE_BITS: Readonly<Record<string, number>> = { fp8: 8, awq: 4, gptq: 4 };
