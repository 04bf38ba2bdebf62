import { counted } from "../../base/counted";
import { type ModuleEdit } from "./edits-in-folder";

/** Files of stacks that are not those of the hand-over, by module. */
type ChangedStacks = ReadonlyMap<string, readonly string[]>;

/** Edits as lines of text, and what they were compared with. */
export function moduleEditLines(edits: readonly ModuleEdit[], stacks: ChangedStacks): string[] {
  return [
    ...[...stacks].map(
      ([module, files]) =>
        `${module}: ${files.join(", ")} is not the one of the hand-over; own edits are compared with the current one`,
    ),
    ...edits.map(({ module, address, message, isBlock, place }) => {
      const at = place === undefined ? "" : ` (${place})`;
      return `own   ${module} ${address}${isBlock ? ":" : ""} ${message}${at}`;
    }),
    ...(edits.length > 0 ? [counted(edits.length, "own edit")] : []),
  ];
}

/** Edits for `--json`. */
export const editsAsJson = (edits: readonly ModuleEdit[], stacks: ChangedStacks) => ({
  changedStacks: [...stacks.keys()],
  ownEdits: edits.map(({ module, address, message, place }) => ({
    origin: "own",
    module,
    address,
    message,
    ...(place === undefined ? {} : { place }),
  })),
});
