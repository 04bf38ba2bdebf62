import { groupBy } from "../../infrastructure/blocks";
import { type Phrase, plain } from "../stages/phrase";
import { firstAndMore } from "./names";
import { type TopicLine } from "./topic";

/** The effect of a change on an address, in a sentence that also holds for other addresses. */
export interface Effect extends Omit<TopicLine, "text"> {
  readonly text: (names: Phrase) => Phrase;
}

/** Equal effects on several addresses as one line, which names the first one and counts the others. */
export function alike(effects: readonly Effect[]): TopicLine[] {
  const groups = groupBy(effects, ({ level, harm, layer, text }) =>
    JSON.stringify([level, harm, layer, plain(text([]))]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { edits, text, ...line } = first;
    const all = edits && { edits: group.flatMap((each) => each.edits ?? []) };
    return [{ ...line, ...all, text: text(firstAndMore(group.map(({ address }) => address))) }];
  });
}
