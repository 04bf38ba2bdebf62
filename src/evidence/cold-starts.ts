import facts from "./published-starts.json";

/** A part of a start of vLLM other than the read of its weights. */
interface PublishedPart {
  readonly run: string;
  readonly part: "node" | "image" | "image in parallel" | "container without weights" | "all with weights";
  readonly seconds: number;
  readonly source: string;
}

const PARTS = facts.parts as readonly PublishedPart[];

const longest = (part: PublishedPart["part"]): number =>
  Math.max(...PARTS.filter((each) => each.part === part).map(({ seconds }) => seconds));

/**
 * Delay until the Cluster Autoscaler asks for a node, in seconds: the objective of its FAQ for large clusters, not
 * confirmed by a copy. The nodes of these publications come from Karpenter and EKS Auto Mode.
 */
const AUTOSCALER_SECONDS = 60;

/** Published starts of vLLM, and times for which others wait for one. */
export const COLD_STARTS = {
  /** Reads of weights from S3 into the memory of GPUs by the Run:ai Model Streamer, which the server of a language model has. */
  reads: facts.reads,
  /**
   * Parts of starts. A container without weights is its imports, the engine, compilation and CUDA graphs. The image of
   * the lab has no stated size, and neither has its model.
   */
  parts: PARTS,
  /** Longest published times until the container starts, in seconds. */
  arrivalSeconds: {
    node: AUTOSCALER_SECONDS + longest("node"),
    image: longest("image"),
    parallelImage: Math.ceil(longest("image in parallel")),
  },
  containerSeconds: longest("container without weights"),
  /** Seconds for which the Cluster Autoscaler waits for a node, unless `max-node-provision-time` states others (FAQ of the program). */
  provisionSeconds: 900,
  /** Seconds for which the server waits for its engine without `VLLM_ENGINE_READY_TIMEOUT_S` (`vllm/envs.py`, 0.33.0). */
  readySeconds: 600,
  /** Bytes of the files of models in 16 bits. */
  checkpointBytes: facts.checkpointBytes as Readonly<Record<string, number>>,
  /** Bits of a weight in the files of a quantization; others have files of 16 bits. Embeddings keep 16, so files are larger. */
  fileBits: { fp8: 8, awq: 4, gptq: 4, mxfp4: 4, nvfp4: 4 } as Readonly<Record<string, number>>,
} as const;
