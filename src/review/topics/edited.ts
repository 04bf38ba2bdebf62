import { type Edit } from "../comparison/edit";
import { type Phrase, say } from "../stages/phrase";
import { shownSides } from "./shown-sides";
import { type Change, type TopicLine } from "./topic";

/** Arguments of one subject. */
export interface Watched {
  readonly type: RegExp;
  readonly argument: RegExp;
  /** Name of the subject in a line. */
  readonly what: string;
}

/** A line for each edit of watched arguments: `replicas of deployment api: 2 → 3`. */
export function editedLines(
  { resources }: Change,
  watched: readonly Watched[],
  toLine: (edit: Edit, what: Phrase, watched: Watched) => Pick<TopicLine, "level" | "harm" | "text">,
): TopicLine[] {
  return resources.flatMap(({ type, layer, address, edits }) =>
    edits.flatMap((edit) => {
      const found = watched.find((each) => each.type.test(type) && each.argument.test(edit.argument));
      if (!found) return [];
      const change = say`${[found.what]} of ${address}: ${fromTo(edit)}`;
      return [{ layer, address, edits: [edit], ...toLine(edit, change, found) }];
    }),
  );
}

/** Both values: `2 → 3`, or `not set → 3`. */
export function fromTo({ path, before, after }: Edit): Phrase {
  const [was, is] = shownSides(path, before, after);
  return say`${was} → ${is}`;
}
