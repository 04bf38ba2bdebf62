import { type Layer } from "../../base/layers";
import { StackJson } from "../../terraform/stack-json";
import { compareStacks } from "../comparison/compare-stacks";
import { prefixesOf } from "./units";

export type LayerStacks = ReadonlyMap<Layer, StackJson>;

/** Edits between two synths. */
export interface Shaped {
  /** Whether a value of a block, one inside of it or one around it differs. */
  readonly hasEdit: (block: string, path: string) => boolean;
  /** Whether a block is on one side only. */
  readonly hasBlock: (block: string) => boolean;
}

/** Edits between two synths by block, as `layer/address`. `moved` has the blocks for moved addresses of each layer. */
export function shapedBetween(before: LayerStacks, after: LayerStacks, moved: LayerStacks): Shaped {
  const blocks = new Map<string, Edited>();
  for (const layer of new Set([...before.keys(), ...after.keys()])) {
    const none = new StackJson("", {});
    const [was, is] = [before.get(layer) ?? none, withMoves(after.get(layer) ?? none, moved.get(layer))];
    const { resources, sections } = compareStacks(was, is);
    for (const { address, edits, before: old, after: now } of resources)
      blocks.set(`${layer}/${address}`, editedIn(old && now ? edits.map(({ path }) => path) : [WHOLE]));
    for (const { address, edits } of sections)
      blocks.set(`${layer}/${address}`, editedIn(edits.map(({ path }) => path)));
  }
  return {
    hasEdit: (block, path) => {
      const edited = blocks.get(block);
      return (
        edited !== undefined &&
        (edited.around.has(path) || prefixesOf(path).some((each) => edited.paths.has(each)))
      );
    },
    hasBlock: (block) => blocks.get(block)?.paths.has(WHOLE) ?? false,
  };
}

/** Path of a block on one side only. No path is inside of it. */
const WHOLE = "";

/** The edited values of a block, which a review looks up for each line. */
interface Edited {
  readonly paths: ReadonlySet<string>;
  /** The edited values, and all that is around them. */
  readonly around: ReadonlySet<string>;
}

const editedIn = (paths: readonly string[]): Edited => ({
  paths: new Set(paths),
  around: new Set(paths.flatMap(prefixesOf)),
});

const withMoves = (stack: StackJson, moved: StackJson | undefined): StackJson => {
  const moves = moved?.json["moved"];
  return moves === undefined ? stack : new StackJson(stack.name, { ...stack.json, moved: moves });
};
