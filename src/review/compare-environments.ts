import { LAYERS, type Layer, stackName } from "../base/layers";
import { StackJson } from "../terraform/stack-json";
import { type OutputStack } from "../terraform/output";
import { type OtherChange, type ResourceChange } from "./change";
import { compareStacks } from "./comparison/compare-stacks";
import { Effects } from "./effects/effects";
import { type ComparedLayer } from "./effects/layer-index";
import { LayerChanges } from "./stages/layer-changes";

/** The stacks of one environment on both sides. */
export interface EnvironmentPair {
  readonly environment: string;
  readonly before: readonly OutputStack[];
  readonly after: readonly OutputStack[];
}

export interface EnvironmentChanges {
  readonly resources: readonly ResourceChange[];
  readonly others: readonly OtherChange[];
  /** Removed stacks: Terraform does not destroy their resources and no longer manages them. */
  readonly abandoned: readonly { readonly layer: Layer; readonly resources: number }[];
}

/** Compares two synths of an environment and predicts the Terraform actions. */
export function compareEnvironments({ environment, before, after }: EnvironmentPair): EnvironmentChanges {
  const stackIn = (side: readonly OutputStack[], layer: Layer): StackJson | undefined =>
    side.find((each) => each.layer === layer)?.stack;
  const compared = LAYERS.flatMap((layer): ComparedLayer[] => {
    const [was, is] = [stackIn(before, layer), stackIn(after, layer)];
    return is
      ? [{ layer, edits: compareStacks(was ?? new StackJson(stackName(environment, layer), {}), is) }]
      : [];
  });
  const effects = new Effects(compared);
  const changes = compared.map((each) => new LayerChanges(environment, each, effects));
  return {
    resources: changes.flatMap((each) => each.resources()),
    others: changes.flatMap((each) => each.others()),
    abandoned: LAYERS.flatMap((layer) => {
      const was = stackIn(before, layer);
      return was && !stackIn(after, layer) ? [{ layer, resources: was.resources().length }] : [];
    }),
  };
}
