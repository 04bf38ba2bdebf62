import { HARMLESS } from "../../evidence/harmless";
import { type OtherChange, type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { isOfTags } from "../comparison/tag-arguments";
import { type Phrase, say } from "../stages/phrase";
import { fromTo } from "./edited";
import { knownBlockLine, knownEditLines } from "./known-effects";
import { type Change, type Topic, type TopicLine } from "./topic";

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
  const isJudged = (changed: Changed, edit?: Edit): boolean =>
    topics.some(({ judges }) => judges?.(changed, edit, change) === true);
  const known: TopicLine[] = [];
  const unknown: TopicLine[] = [];
  const editLines = (changed: Changed): void => {
    const edits = changed.edits.filter(
      (edit) => !named.has(edit) && !isHarmless(edit) && !isJudged(changed, edit),
    );
    const isSensitive = "isSensitive" in changed && changed.isSensitive === true;
    const found = knownEditLines(change, changed, edits, (edit) =>
      isSensitive ? ["a sensitive value changed"] : fromTo(edit),
    );
    known.push(...found);
    const said = found.flatMap((line) => line.edits ?? []);
    unknown.push(...edits.filter((edit) => !said.includes(edit)).map((edit) => editLine(changed, edit)));
  };
  for (const resource of change.resources) {
    if (!isWhole(resource)) editLines(resource);
    else if (!isJudged(resource)) {
      const line = knownBlockLine(change, resource, whatOf(resource));
      if (line) known.push(line);
      else unknown.push(wholeLine(resource));
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

const editLine = (changed: Changed, edit: Edit): TopicLine => {
  const { layer, address } = changed;
  const isSensitive = "isSensitive" in changed && changed.isSensitive === true;
  return {
    level: "attention",
    layer,
    address,
    edits: [edit],
    text: say`not understood: ${edit.path} of ${address}: ${isSensitive ? ["a sensitive value changed"] : fromTo(edit)}`,
  };
};

const wholeLine = (resource: ResourceChange): TopicLine => ({
  level: "attention",
  layer: resource.layer,
  address: resource.address,
  text: say`not understood: ${whatOf(resource)}`,
});

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
