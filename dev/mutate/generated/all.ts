import { leavesOf } from "../../../src/infrastructure/text-not-judged";
import { type OutputStack } from "../../../src/terraform/output";
import { type SynthesizedResource, lookupType } from "../../../src/terraform/stack-json";
import { type Layer } from "../../../src/base/layers";
import { type Added } from "../additions/values";
import { type Change } from "../edits";
import { addedArguments } from "./added-arguments";
import { weakeningsOf } from "./weakenings";
import { widenedCopy } from "./widened-copy";

/** A generated change with its place. */
export interface Generated extends Change {
  readonly layer: Layer;
  readonly address: string;
  readonly kind: "weakening" | "addition" | "copy";
}

/** Changes from the schemas of one block of each type of an environment: the block that sets most. */
export const generatedOf = (stacks: readonly Pick<OutputStack, "layer" | "stack">[]): Generated[] =>
  richest(stacks).flatMap(({ layer, block }): Generated[] => {
    const { address } = block;
    return [
      ...weakeningsOf(block).map((change) => ({ layer, address, kind: "weakening" as const, ...change })),
      ...addedArguments(block).map((change) => ({ layer, address, kind: "addition" as const, ...change })),
      ...copiesOf(block).map((copy) => ({ layer, kind: "copy" as const, ...copy })),
    ];
  });

/** A second data source reads, and opens nothing. */
function copiesOf(block: SynthesizedResource): Added[] {
  const copy = block.address.startsWith("data.") ? undefined : widenedCopy(block);
  return copy ? [copy] : [];
}

interface Placed {
  readonly layer: Layer;
  readonly block: SynthesizedResource;
}

function richest(stacks: readonly Pick<OutputStack, "layer" | "stack">[]): Placed[] {
  const byType = new Map<string, Placed & { readonly size: number }>();
  for (const { layer, stack } of stacks)
    for (const block of [...stack.resources(), ...stack.dataSources()]) {
      const key = lookupType(block);
      const size = leavesOf(block.config).length;
      if (size > (byType.get(key)?.size ?? -1)) byType.set(key, { layer, block, size });
    }
  return [...byType.values()];
}
