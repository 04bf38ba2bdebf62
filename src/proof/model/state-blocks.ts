import { type Layer, LAYERS } from "../../shared/terraform/layers";
import { blockAddress } from "../../shared/terraform/terraform-references";
import { type EnvironmentPlan, type PlannedResource } from "../terraform-json/environment-plan";
import { type JsonObject, asArray, asObject } from "../terraform-json/stack-json";

/** A `moved`, `removed` or `import` block. */
export interface StateBlock {
  readonly layer: Layer;
  /** The kind of the block, which is its address: it has no name. */
  readonly address: "moved" | "removed" | "import";
  readonly body: JsonObject;
}

/** Blocks that change the state, of a kind, in all layers. */
export const stateBlocks = (plan: EnvironmentPlan, address: StateBlock["address"]): StateBlock[] =>
  LAYERS.flatMap((layer) =>
    asArray(plan.stack(layer)?.json[address]).map((body) => ({ layer, address, body: asObject(body) })),
  );

/** Whether an address is that of a whole resource of the stack itself, without an index and not in a module. */
export const isWhole = (address: string): boolean => /^[\w-]+\.[\w-]+$/.test(address);

/** The block of a stack at an address, also of one of its instances. */
export const blockAt = (
  plan: EnvironmentPlan,
  { layer }: StateBlock,
  address: string,
): PlannedResource | undefined => plan.find(layer, blockAddress(address));
