import { type KeyValue, statedAt, statedItems } from "./lists";

/** Resources, servers and buckets of steps of pipelines, as the file states it. */
export interface StatedSteps {
  /** GPUs at the same time. @default - unknown, its record is of an older synth without the key */
  readonly gpus?: number;
  /** Whether they reach the MLflow server. */
  readonly reachMlflow: boolean;
  readonly buckets: readonly StatedBucket[];
}

/** A folder of a bucket. */
export interface StatedBucket {
  readonly name: string;
  readonly prefix: string;
  readonly writes: boolean;
  /** @default - S3 encrypts with its own key */
  readonly kmsKeyArn?: string;
}

const PART = ["components", "kubeflow-pipelines"];
const LINKS = [...PART, "stepsReach"];

/** Links of steps; undefined if the file has no pipelines, or its record is of an older synth without the key. */
export function statedSteps(settings: readonly KeyValue[]): StatedSteps | undefined {
  const mlflow = statedAt(settings, [...LINKS, "mlflow"].join("."));
  if (mlflow === undefined) return undefined;
  const buckets = statedItems(settings, [...LINKS, "buckets"]).map((valueOf) => {
    const key = valueOf("kmsKeyArn");
    return {
      name: String(valueOf("name")),
      prefix: String(valueOf("prefix")),
      writes: valueOf("access") === "write",
      ...(key === undefined ? {} : { kmsKeyArn: String(key) }),
    };
  });
  const gpus = statedAt(settings, [...PART, "maxGpus"].join("."));
  return { ...(typeof gpus === "number" ? { gpus } : {}), reachMlflow: mlflow === true, buckets };
}
