import { HARMLESS } from "../../evidence/harmless";
import { type OtherChange, type ResourceChange, type Edit } from "../change";
import { isOfTags } from "../comparison/tag-arguments";
import { type Phrase, say, fromTo } from "../stages/phrase";
import { knownBlockLine, knownEditLines } from "./known-effects";
import { type Change, type Topic, type TopicLine, attention } from "./topic";

type Changed = ResourceChange | OtherChange;

/** Lines on what no topic judges. */
interface Unjudged {
  /** Facts state the effect. */
  readonly known: readonly TopicLine[];
  /** Each is a line that needs attention, so that silence is never taken for safety. */
  readonly unknown: readonly TopicLine[];
}

/** Edits and blocks that no topic judges. */
export function unjudged(change: Change, topics: readonly Topic[], lines: readonly TopicLine[]): Unjudged {
  const named = new Set(lines.flatMap(({ edits = [] }) => edits));
  const isJudged = (changed: Changed, edit: Edit): boolean =>
    topics.some(({ judgesEdit, judgesOther }) =>
      "type" in changed ? judgesEdit?.(changed, edit, change) : judgesOther?.(changed, edit, change),
    );
  const known: TopicLine[] = [];
  const unknown: TopicLine[] = [];
  const editLines = (changed: Changed): void => {
    const edits = changed.edits.filter(
      (edit) => !named.has(edit) && !isHarmless(edit) && !isJudged(changed, edit),
    );
    const isSensitive = "isSensitive" in changed && changed.isSensitive === true;
    const sides = (edit: Edit) => (isSensitive ? ["a sensitive value changed"] : fromTo(edit));
    const found = knownEditLines(change, changed, edits, sides);
    known.push(...found);
    const said = found.flatMap((line) => line.edits ?? []);
    for (const edit of edits.filter((each) => !said.includes(each))) {
      const text = say`not understood: ${edit.path} of ${changed.address}: ${sides(edit)}`;
      unknown.push(attention(changed, text, { edits: [edit] }));
    }
  };
  for (const resource of change.resources) {
    if (!isWhole(resource)) editLines(resource);
    else if (!topics.some(({ judgesBlock }) => judgesBlock?.(resource, change))) {
      const line = knownBlockLine(change, resource, whatOf(resource));
      if (line) known.push(line);
      else unknown.push(attention(resource, say`not understood: ${whatOf(resource)}`));
    }
  }
  for (const other of change.others) if (other.isWrittenOut !== true) editLines(withoutValue(other));
  return { known, unknown };
}

/** Readers of the value of an output have edits of their own; a value that is not sensitive is in each log of an apply. */
const withoutValue = (other: OtherChange): OtherChange =>
  other.address.startsWith("output.")
    ? { ...other, edits: other.edits.filter(({ argument }) => argument === "sensitive") }
    : other;

/** True for a block that appears, disappears or is replaced. */
const isWhole = ({ action, handover }: ResourceChange): boolean =>
  action === "add" || action === "destroy" || action === "replace" || handover !== undefined;

const whatOf = ({ address, action, handover }: ResourceChange): Phrase =>
  say`${address} is ${[handover ?? WORDS[action]]}`;

const WORDS: Readonly<Record<ResourceChange["action"], string>> = {
  add: "added",
  destroy: "destroyed",
  replace: "replaced",
  change: "changed",
  unknown: "changed or replaced",
  none: "left as it is",
};

/**
 * Descriptions, tags and other arguments that are harmless in each block. Another provider is another region or account, where the
 * object is not.
 */
const isHarmless = ({ argument, path }: Edit): boolean =>
  argument !== "provider" &&
  (isOfTags({ argument }) || COMMON.some((name) => matches(name, argument) || matches(name, path)));

const COMMON = HARMLESS.common.flatMap((row) => row.arguments);

/** `name.*` is everything below `name`. */
const matches = (name: string, argument: string): boolean =>
  name.endsWith(".*")
    ? argument === name.slice(0, -2) || argument.startsWith(name.slice(0, -1))
    : argument === name;
