import { type Layer } from "../base/layers";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { lifecycleOf } from "../terraform/lifecycle";
import { block, blocks, isFalse, type JsonObject, type StackJson } from "../terraform/stack-json";

/** Addresses that a stack changes in its state. */
export function stateChangesIn({ json }: StackJson) {
  const addresses = (found: readonly JsonObject[], key: string): ReadonlySet<string> =>
    new Set(found.map(({ [key]: address }) => String(address)));
  const removed = blocks(json["removed"]);
  return {
    /** Forgotten: their objects stay. */
    forgotten: addresses(
      removed.filter((each) => isFalse(lifecycleOf(each)["destroy"])),
      "from",
    ),
    /** Imported, if their objects exist. */
    imported: addresses(blocks(json["import"]), "to"),
    /** Moved: their objects are at another address now. */
    moved: addresses(blocks(json["moved"]), "from"),
  };
}

/** Settings of the S3 backend of a layer; empty for another backend, or a missing layer. */
export const backendOf = (plan: EnvironmentPlan, layer: Layer): JsonObject =>
  block(block(plan.stack(layer)?.terraform["backend"])["s3"]);
