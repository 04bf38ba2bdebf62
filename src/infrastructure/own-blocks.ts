import { LAYERS, type Layer } from "../base/layers";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type StackJson } from "../terraform/stack-json";

/** Whether a block comes from a Terraform file of the owner. */
export const isOwn = (
  plan: EnvironmentPlan,
  { layer, address }: { readonly layer: Layer; readonly address: string },
): boolean => plan.stack(layer)?.own.some((each) => each.address === address) ?? false;

/** A block of the owner, with its stack. */
export interface OwnBlock {
  readonly layer: Layer;
  readonly stack: StackJson;
  readonly place: StackJson["own"][number];
}

/** The blocks of the owner's files in all layers. */
export const ownBlocks = (plan: EnvironmentPlan): OwnBlock[] =>
  LAYERS.flatMap((layer) => {
    const stack = plan.stack(layer);
    return stack ? stack.own.map((place) => ({ layer, stack, place })) : [];
  });
