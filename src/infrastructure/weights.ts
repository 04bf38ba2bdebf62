import { type WeightWay } from "../facts/cold-start";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { asArray } from "../terraform/stack-json";
import { number, text, valueOf } from "./blocks";
import { resolveReferences } from "./references";
import { items, type Volume } from "./kubernetes-api";
import { type Container, type Pods } from "./kubernetes-objects";
import { s3VolumesOf } from "./mounted-volumes";

/** Size and rate that a Deployment states for the files that its pods read at their start. */
export interface StatedWeights {
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
export interface Download {
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
