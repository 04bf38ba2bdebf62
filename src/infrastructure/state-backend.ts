import { LAYERS, type Layer } from "../base/layers";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { block, type JsonObject, text } from "../terraform/stack-json";

/** Settings of the S3 backend of a layer; empty for another backend, or a missing layer. */
export const backendOf = (plan: EnvironmentPlan, layer: Layer): JsonObject =>
  block(block(plan.stack(layer)?.terraform["backend"])["s3"]);

/** Names of the buckets with the states of an environment. */
export const stateBucketsOf = (plan: EnvironmentPlan): string[] => [
  ...new Set(LAYERS.flatMap((layer) => text(backendOf(plan, layer)["bucket"]) ?? [])),
];
