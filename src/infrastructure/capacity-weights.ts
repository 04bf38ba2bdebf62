import { type WeightWay } from "../facts/cold-start";
import { type EnvironmentPlan, memoizePerPlan, valueOf } from "../terraform/environment-plan";
import { asArray, number, text } from "../terraform/stack-json";
import { resolveReferences } from "./text-references";
import { s3VolumesOf } from "./kubernetes-volumes";
import { type Workload } from "./kubernetes-workloads";
import { items, type Volume } from "./kubernetes-api";
import { type Container, mainContainer, type Pods } from "./kubernetes-objects";
import { type LlmKeys } from "../facts/serving";
import { COLD_STARTS } from "../evidence/cold-starts";
import { baselineMibPerSecond } from "../evidence/network-bandwidth";
import { NLB_SECONDS } from "../evidence/load-balancers";
import { entriesOf } from "./network-entries";
import { memoryMiB } from "../base/quantities";

/** Size and rate that a Deployment states for the files that its pods read at their start. */
interface StatedWeights {
  readonly sizeMiB: number;
  readonly mibPerSecond: number;
  /** Time to load the model beside the read of the files, in seconds. */
  readonly loadingSeconds: number;
}

const STATEMENT = "private-eks-inference/weights";

/** The statement of a Deployment; undefined without one, or if a number is missing. */
export function statedWeights({ owner: { annotations } }: Pods): StatedWeights | undefined {
  const stated = (key: string): number => number(annotations[`${STATEMENT}-${key}`]) ?? 0;
  const [sizeMiB, mibPerSecond, loadingSeconds] = [
    stated("mib"),
    stated("mib-per-second"),
    stated("loading-seconds"),
  ];
  return sizeMiB > 0 && mibPerSecond > 0 && loadingSeconds > 0
    ? { sizeMiB, mibPerSecond, loadingSeconds }
    : undefined;
}

/** Longest time to read all files at the stated rate, in seconds; 0 without a statement. */
export function readSeconds(pods: Pods): number {
  const stated = statedWeights(pods);
  return stated === undefined ? 0 : Math.ceil(stated.sizeMiB / stated.mibPerSecond);
}

/** An init container that copies files from S3 into a volume. */
interface Download {
  readonly container: Container;
  /** Source as `s3://BUCKET/PREFIX`. */
  readonly from: string;
  /** Path that it writes to. */
  readonly to: string;
  /** The volume at that path. @default - none is mounted there */
  readonly volume?: Volume;
}

/** Copies of the AWS CLI: `aws s3 sync SOURCE FOLDER`, or `cp`. */
export function downloadsOf(plan: EnvironmentPlan, pods: Pods): Download[] {
  return pods.containers
    .filter(({ init }) => init)
    .flatMap((container) => {
      const words = [...asArray(container.config.command), ...asArray(container.config.args)].map((value) =>
        resolveReferences(plan, valueOf(pods.owner.resource, value)),
      );
      const source = words.findIndex((word) => word.startsWith("s3://"));
      const to = words[source + 1];
      if (source === -1 || to === undefined || !words.includes("s3")) return [];
      const mount = items(container.config.volumeMounts).find(({ mountPath: path }) => path === to);
      const volume = items(pods.spec.volumes).find(
        ({ name }) => mount !== undefined && text(name) === text(mount.name),
      );
      return [{ container, from: words[source] ?? "", to, ...(volume ? { volume } : {}) }];
    });
}

/** Way of the weights of a language model into its GPUs, on nodes whose pods have their disk on an instance store or not. */
export function wayOf(plan: EnvironmentPlan, pods: Pods, onInstanceStore: boolean): WeightWay {
  if (s3VolumesOf(plan, pods).length > 0) return "mount";
  if (downloadsOf(plan, pods).length === 0) return "stream";
  return onInstanceStore ? "instance-store" : "root-disk";
}

const MIB = 2 ** 20;

/** Bytes of the files of a model: those of its index, or of the parameters that a file states. */
function checkpointBytes({ model, card, quantization }: LlmKeys): number {
  const bytes = model === undefined ? 2 * (card?.parameters ?? 0) : (COLD_STARTS.checkpointBytes[model] ?? 0);
  return (bytes * (COLD_STARTS.fileBits[quantization ?? ""] ?? 16)) / 16;
}

interface Run {
  readonly mibPerSecond: number;
  /** Of the baseline of the network. */
  readonly share: number;
}

const RUNS: readonly Run[] = COLD_STARTS.reads.map(({ bytes, seconds, instanceType }) => {
  const mibPerSecond = bytes / MIB / seconds;
  return { mibPerSecond, share: mibPerSecond / (baselineMibPerSecond(instanceType) ?? Infinity) };
});

/** Runs that used more than half of their network had no other limit. */
const limited = (byNetwork: boolean): Run[] => RUNS.filter(({ share }) => share > 0.5 === byNetwork);
const SHARE = Math.min(...limited(true).map(({ share }) => share));
const MOST_MIBPS = Math.min(...limited(false).map(({ mibPerSecond }) => mibPerSecond));

/** Rate at which a server streams its weights on an instance type, as published; undefined for a type without a known network. */
function streamedMibPerSecond(instanceType: string): number | undefined {
  const network = baselineMibPerSecond(instanceType);
  return network === undefined ? undefined : Math.min(network * SHARE, MOST_MIBPS);
}

/** Seconds of a start on a new node. */
interface ExpectedStart {
  /** The slowest type. */
  readonly instanceType: string;
  readonly weightsMiB: number;
  readonly weights: number;
  /** Container with its weights. */
  readonly container: number;
  readonly node: number;
  readonly image: number;
}

/** The start of a model that streams its weights, on the slowest of these types; undefined if a type has no known network. */
export function expectedStart(
  keys: LlmKeys,
  instanceTypes: readonly string[],
  parallelPull: boolean,
): ExpectedStart | undefined {
  const weightsMiB = checkpointBytes(keys) / MIB;
  const rates = instanceTypes.map((type) => ({ type, rate: streamedMibPerSecond(type) ?? 0 }));
  const [slowest] = rates.sort((one, other) => one.rate - other.rate);
  if (!slowest || slowest.rate === 0) return undefined;
  const weights = weightsMiB / slowest.rate;
  return {
    instanceType: slowest.type,
    weightsMiB,
    weights,
    container: COLD_STARTS.containerSeconds + weights,
    node: COLD_STARTS.arrivalSeconds.node,
    image: parallelPull ? COLD_STARTS.arrivalSeconds.parallelImage : COLD_STARTS.arrivalSeconds.image,
  };
}

/** Owners of pods behind an NLB. */
const behindNlb = memoizePerPlan(
  (plan: EnvironmentPlan) =>
    new Set(
      entriesOf(plan)
        .filter(({ kind }) => kind === "nlb")
        .flatMap(({ pods }) => pods.map(({ owner }) => owner.resource)),
    ),
);

export const isBehindNlb = (plan: EnvironmentPlan, { owner }: Pods): boolean =>
  behindNlb(plan).has(owner.resource);

/**
 * Longest time until the load balancer sends requests to a started pod, in seconds. The check `readiness-gates`
 * ensures that the pod is ready only then. An ALB takes seconds, which are not counted.
 */
export const registrationSeconds = (plan: EnvironmentPlan, pods: Pods): number =>
  isBehindNlb(plan, pods) ? NLB_SECONDS.registeredAfter : 0;

/** Longest time until the startup probe succeeds, in seconds, with the defaults of Kubernetes. */
export function startSeconds(pods: Pods): number {
  const probe = mainContainer(pods)?.config.startupProbe ?? {};
  if (Object.keys(probe).length === 0) return 0;
  const tries = (number(probe.periodSeconds) ?? 10) * (number(probe.failureThreshold) ?? 3);
  return tries + (number(probe.initialDelaySeconds) ?? 0);
}

/** A writable volume on the disk of the node. */
interface ScratchVolume {
  readonly mountPath: string;
  readonly sizeMiB: number;
}

/** Volumes of a pod on the disk of its node, with their size limits. */
export function scratchVolumes({ pod }: Workload): ScratchVolume[] {
  const mounts = items(pod.containers).flatMap((container) => items(container.volumeMounts));
  return items(pod.volumes).flatMap((volume) => {
    const { sizeLimit: limit, medium } = volume.emptyDir ?? {};
    const sizeMiB = memoryMiB(String(limit));
    if (Number.isNaN(sizeMiB) || medium === "Memory") return [];
    const mount = mounts.find(({ name }) => name === volume.name);
    return [{ mountPath: String(mount?.mountPath ?? ""), sizeMiB }];
  });
}
