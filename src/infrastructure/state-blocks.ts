import { type Layer, LAYERS } from "../base/layers";
import { type MOVE_BLOCKS } from "../base/stack-files";
import { blockAddress } from "../terraform/terraform-references";
import { type EnvironmentPlan, inAllStacks, type PlannedResource } from "../terraform/environment-plan";
import { lifecycleOf } from "../terraform/lifecycle";
import { blocks, isFalse, type JsonObject, type StackJson } from "../terraform/stack-json";
import { block, text } from "../terraform/stack-json";

type Kind = keyof typeof MOVE_BLOCKS;

/** A `moved`, `removed` or `import` block. */
export interface StateBlock {
  readonly layer: Layer;
  /** The kind of the block, which is its address: it has no name. */
  readonly address: Kind;
  readonly body: JsonObject;
}

/** Blocks that change the state, of a kind, in all layers. */
export const stateBlocks = (plan: EnvironmentPlan, address: Kind): StateBlock[] =>
  inAllStacks(plan, (stack, layer) => blocksIn(stack, address).map((body) => ({ layer, address, body })));

const blocksIn = ({ json }: StackJson, kind: Kind): readonly JsonObject[] => blocks(json[kind]);

/** Addresses that a stack forgets: their objects stay. */
export const forgottenIn = (stack: StackJson): ReadonlySet<string> =>
  new Set(
    blocksIn(stack, "removed")
      .filter((block) => isFalse(lifecycleOf(block)["destroy"]))
      .map(({ from }) => String(from)),
  );

/** Addresses that a stack imports, if their objects exist. */
export const importedIn = (stack: StackJson): ReadonlySet<string> =>
  new Set(blocksIn(stack, "import").map(({ to }) => String(to)));

/** Addresses whose objects a stack has at another address now. */
export const movedIn = (stack: StackJson): ReadonlySet<string> =>
  new Set(blocksIn(stack, "moved").map(({ from }) => String(from)));

/** Whether an address is that of a whole resource of the stack itself, without an index and not in a module. */
export const isWhole = (address: string): boolean => /^[\w-]+\.[\w-]+$/.test(address);

/** The block of a stack at an address, also of one of its instances. */
export const blockAt = (
  plan: EnvironmentPlan,
  { layer }: StateBlock,
  address: string,
): PlannedResource | undefined => plan.find(layer, blockAddress(address));

/** Settings of the S3 backend of a layer; empty for another backend, or a missing layer. */
export const backendOf = (plan: EnvironmentPlan, layer: Layer): JsonObject =>
  block(block(plan.stack(layer)?.terraform["backend"])["s3"]);

/** Names of the buckets with the states of an environment. */
export const stateBucketsOf = (plan: EnvironmentPlan): string[] => [
  ...new Set(LAYERS.flatMap((layer) => text(backendOf(plan, layer)["bucket"]) ?? [])),
];
