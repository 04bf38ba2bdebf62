import { type Layer } from "../../../shared/terraform/layers";
import { StackJson } from "../../../proof/terraform-json/stack-json";
import { compareStacks } from "../comparison/compare-stacks";

export type Stacks = ReadonlyMap<Layer, StackJson>;

/** Edits between two synths. */
export interface Shaped {
  /** Whether a value of a block, one inside of it or one around it differs. */
  readonly hasEdit: (block: string, path: string) => boolean;
  /** Whether a block is on one side only. */
  readonly hasBlock: (block: string) => boolean;
}

/** Edits between two synths by block, as `layer/address`. `moved` has the blocks for moved addresses of each layer. */
export function shapedBetween(before: Stacks, after: Stacks, moved: Stacks): Shaped {
  const blocks = new Map<string, string[]>();
  for (const layer of new Set([...before.keys(), ...after.keys()])) {
    const none = new StackJson("", {});
    const [was, is] = [before.get(layer) ?? none, withMoves(after.get(layer) ?? none, moved.get(layer))];
    const { resources, sections } = compareStacks(was, is);
    for (const { address, edits, before: old, after: now } of resources)
      blocks.set(`${layer}/${address}`, old && now ? edits.map(({ path }) => path) : [WHOLE]);
    for (const { address, edits } of sections)
      blocks.set(
        `${layer}/${address}`,
        edits.map(({ path }) => path),
      );
  }
  return {
    hasEdit: (block, path) =>
      (blocks.get(block) ?? []).some((each) => covers(each, path) || covers(path, each)),
    hasBlock: (block) => blocks.get(block)?.includes(WHOLE) ?? false,
  };
}

const WHOLE = "";

/** True if a value is another one or inside of it. */
const covers = (outer: string, path: string): boolean =>
  path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);

const withMoves = (stack: StackJson, moved: StackJson | undefined): StackJson => {
  const moves = moved?.json["moved"];
  return moves === undefined ? stack : new StackJson(stack.name, { ...stack.json, moved: moves });
};
