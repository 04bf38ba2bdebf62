import { configWith } from "../../../support/environments";
import { planWith } from "../../../support/changed-plans";
import { type Plan } from "../../../support/plan";

/** Reference environments with one model on EC2 nodes: one behind an NLB, two behind an Ingress. */
export const BASES = ["ml-inference-prod", "retail-forecast", "retail-forecast-console"] as const;

/** A reference environment with two models on Fargate. Only edits that name it have it. */
export const FARGATE_BASE = "mlapp";

export type Base = (typeof BASES)[number] | typeof FARGATE_BASE | typeof MOUNTED_BASE;

/** The first of them with weights that are mounted. Only edits that name it have it. */
export const MOUNTED_BASE = "mounted-weights";

/** Values of a model that differ between generated environments. A key that is left out keeps the base's value. */
export interface ModelChange {
  readonly cpuRequest?: string;
  readonly memoryRequest?: string;
  readonly memoryLimit?: string;
  readonly min?: number;
  readonly max?: number;
}

/** The stacks of a base with a namespace of its own and a changed model. */
export function environmentOf(base: Base, namespace: string, { min, max, ...change }: ModelChange): Plan {
  const isMounted = base === MOUNTED_BASE;
  const file = isMounted ? BASES[0] : base;
  const models = configWith(file).models.map((model) => ({
    ...model,
    ...(isMounted ? { weights: { sizeGiB: 20, mode: "mount" } } : {}),
    ...change,
    replicas: { ...model.replicas, min: min ?? model.replicas.min, max: max ?? model.replicas.max },
  }));
  return planWith(file, { namespace, models });
}
