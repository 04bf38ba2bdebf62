import { COMMON_ARGUMENTS } from "../../../proof/facts/harmless/common";
import { type OtherChange, type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { isOfTags } from "../comparison/tag-arguments";
import { say } from "../phrase";
import { fromTo } from "./edited";
import { type Change, type Topic, type TopicLine } from "./topic";

type Changed = ResourceChange | OtherChange;

/** Edits and blocks that no topic judges: each is a line that needs attention, so that silence is never taken for safety. */
export function notUnderstood(
  change: Change,
  topics: readonly Topic[],
  lines: readonly TopicLine[],
): TopicLine[] {
  const named = new Set(lines.flatMap(({ edits = [] }) => edits));
  const isJudged = (changed: Changed, edit?: Edit): boolean =>
    topics.some(({ judges }) => judges?.(changed, edit, change) === true);
  return [
    ...change.resources.flatMap((resource): TopicLine[] => {
      if (isWhole(resource)) return isJudged(resource) ? [] : [wholeLine(resource)];
      return editLines(resource, named, isJudged);
    }),
    ...change.others
      .filter(({ isWrittenOut }) => isWrittenOut !== true)
      .flatMap((other) => editLines(withoutValue(other), named, isJudged)),
  ];
}

/** Readers of the value of an output have edits of their own; a value that is not sensitive is in each log of an apply. */
const withoutValue = (other: OtherChange): OtherChange =>
  other.address.startsWith("output.")
    ? { ...other, edits: other.edits.filter(({ argument }) => argument === "sensitive") }
    : other;

/** True for a block that appears, disappears or is replaced. */
const isWhole = ({ action, handover }: ResourceChange): boolean =>
  action === "add" || action === "destroy" || action === "replace" || handover !== undefined;

function editLines(
  changed: Changed,
  named: ReadonlySet<Edit>,
  isJudged: (changed: Changed, edit: Edit) => boolean,
): TopicLine[] {
  const { layer, address } = changed;
  const isSensitive = "isSensitive" in changed && changed.isSensitive === true;
  return changed.edits
    .filter((edit) => !named.has(edit) && !isHarmless(edit) && !isJudged(changed, edit))
    .map((edit) => ({
      level: "attention",
      layer,
      address,
      edits: [edit],
      text: say`not understood: ${edit.path} of ${address}: ${isSensitive ? ["a sensitive value changed"] : fromTo(edit)}`,
    }));
}

const wholeLine = ({ layer, address, action, handover }: ResourceChange): TopicLine => ({
  level: "attention",
  layer,
  address,
  text: say`not understood: ${address} is ${[handover ?? WORDS[action]]}`,
});

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

const COMMON = COMMON_ARGUMENTS.flatMap((row) => row.arguments);

/** `name.*` is everything below `name`. */
const matches = (name: string, argument: string): boolean =>
  name.endsWith(".*")
    ? argument === name.slice(0, -2) || argument.startsWith(name.slice(0, -1))
    : argument === name;
