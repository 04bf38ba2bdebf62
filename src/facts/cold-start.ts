/**
 * Ways of the weights from the bucket into the GPUs: the server streams them, it reads a mounted bucket, or an init
 * container copies them to the NVMe disks or to the root disk of the node, from which the server reads them.
 */
export const WEIGHT_WAYS = ["stream", "mount", "instance-store", "root-disk"] as const;

export type WeightWay = (typeof WEIGHT_WAYS)[number];

export interface ReadInput {
  readonly weightsMiB: number;
  /** Baseline of the node, in MiB per second. */
  readonly networkMiBps: number;
  /** Throughput of the root disk, in MiB per second. */
  readonly diskMiBps: number;
}

interface ColdStartInput extends ReadInput {
  readonly way: WeightWay;
  /** Layers are pulled in parts at once (`FastImagePull` of nodeadm). */
  readonly parallelPull: boolean;
  /** A pod with the same model, GPU and version left its compiled kernels on the node. */
  readonly compileCached: boolean;
}

/** A part of a cold start. */
interface ColdStartTerm {
  readonly name: "node" | "image" | "copy" | "server" | "weights" | "compilation" | "warm-up";
  readonly seconds: number;
  /** Origin of the figure, and its date. */
  readonly source: string;
}

interface ColdStart {
  readonly terms: readonly ColdStartTerm[];
  /** Time from the request for a node until the pod is ready. */
  readonly seconds: number;
  /** Time of the container, which the startup probe must allow. */
  readonly podSeconds: number;
}

/** Rate at which a way reads or writes: a share of the network, and no more than the programs reach. */
interface Rate {
  readonly share: number;
  readonly mostMiBps: number;
}

/**
 * Streaming reached 83, 75 and 19 % of the network: 1.9, 3.5 and 2.2 GiB/s (EKS user guide, g6e.4xlarge;
 * run-ai/runai-model-streamer, `benchmarks.md`, g5.12xlarge, and `local-cache.md`, g6e.12xlarge with four GPUs; read
 * 2026-11-28).
 */
const STREAM: Rate = { share: 0.7, mostMiBps: 2048 };

/** Figures of this project of 2026-11-28, without a measurement: one reader of a file in a mounted bucket; the AWS CLI. */
const MOUNT: Rate = { share: 0.5, mostMiBps: 512 };
const COPY: Rate = { share: 0.7, mostMiBps: 512 };

/** Throughput of NVMe disks, for which AWS states operations only. Reported for several disks: 5 to 30 GB/s (same sources). */
const STORE_MIBPS = 1024;

const FIGURE = "figure of this project of 2026-11-28, not measured";

/** Time until the weights are in the GPUs, in seconds. A copy is written as a whole before the server reads it. */
export const readSeconds = (way: WeightWay, input: ReadInput): number =>
  copySeconds(way, input) + loadSeconds(way, input);

const at = ({ share, mostMiBps }: Rate, { networkMiBps }: ReadInput): number =>
  Math.min(networkMiBps * share, mostMiBps);

/** Time of the copy of the weights before the container starts, in seconds. */
function copySeconds(way: WeightWay, input: ReadInput): number {
  if (way === "stream" || way === "mount") return 0;
  return input.weightsMiB / Math.min(at(COPY, input), diskRate(way, input));
}

/** Time in which the server reads the weights, in seconds. */
function loadSeconds(way: WeightWay, input: ReadInput): number {
  const { weightsMiB } = input;
  if (way === "stream") return weightsMiB / at(STREAM, input);
  return weightsMiB / (way === "mount" ? at(MOUNT, input) : diskRate(way, input));
}

const diskRate = (way: "instance-store" | "root-disk", { diskMiBps }: ReadInput): number =>
  way === "root-disk" ? diskMiBps : STORE_MIBPS;

/** Time until an instance is a node with GPUs. */
const NODE_SECONDS = 130;

/**
 * Pulls of an image with vLLM and CUDA. In parallel: 8.8 GB of compressed layers. Layer by layer: from the place on a
 * node to the start of the container on EKS, with an image whose size is not stated. AWS also reports 4 to 6 minutes
 * for images of 15 to 20 GB.
 */
const IMAGE_SECONDS = { parallel: 49, serial: 289 };

/** Terms of a cold start before the container. */
const arrival = (parallelPull: boolean): ColdStartTerm[] => [
  {
    name: "node",
    seconds: NODE_SECONDS,
    source: `${FIGURE}; 30 s with EKS Auto Mode (EKS user guide, 2026-11-28) and 65 s with Karpenter (GPU Inference Decision Lab, 2026-05-07)`,
  },
  {
    name: "image",
    seconds: parallelPull ? IMAGE_SECONDS.parallel : IMAGE_SECONDS.serial,
    source: parallelPull
      ? "EKS user guide, ml-inference-load-serve-model (2026-11-28): 8.8 GB in 48 s"
      : "GPU Inference Decision Lab, runs of 2026-05-07 on EKS: 289 s; AWS blog on the SOCI index of DLAMI and DLC: 15 to 20 GB in 4 to 6 minutes",
  },
];

/** Time until the container of a pod on a new node starts, in seconds. */
export const arrivalSeconds = (parallelPull: boolean): number => total(arrival(parallelPull));

/** Predicted cold start of one pod on a new node. */
export function predictedColdStart(input: ColdStartInput): ColdStart {
  const { way, parallelPull, compileCached } = input;
  const onPod: ColdStartTerm[] = [
    { name: "server", seconds: 60, source: FIGURE },
    { name: "weights", seconds: loadSeconds(way, input), source: sourceOf(way) },
    {
      name: "compilation",
      seconds: compileCached ? 6 : 80,
      source:
        "EKS user guide, ml-inference-fast-model-loading (2026-11-28): 53 to 80 s, and 6 s with a cache",
    },
    {
      name: "warm-up",
      seconds: 60,
      source: `${FIGURE}; logs have 4 to 57 s for profiling and CUDA graphs (noonghunna/club-3090 issue 142)`,
    },
  ];
  const copy = copySeconds(way, input);
  const terms: ColdStartTerm[] = [
    ...arrival(parallelPull),
    ...(copy > 0 ? [{ name: "copy" as const, seconds: copy, source: FIGURE }] : []),
    ...onPod,
  ];
  return { terms, seconds: total(terms), podSeconds: total(onPod) };
}

const sourceOf = (way: WeightWay): string =>
  way === "stream" ? "EKS user guide and run-ai/runai-model-streamer (2026-11-28)" : FIGURE;

const total = (terms: readonly ColdStartTerm[]): number =>
  terms.reduce((sum, { seconds }) => sum + seconds, 0);
