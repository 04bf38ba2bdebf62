import { HARMLESS } from "../../evidence/harmless";
import { type Edit, isHiddenEdit, type OtherChange, type ResourceChange } from "../change";
import { isOfTags } from "../comparison/tag-arguments";
import { fromTo, type Phrase, say } from "../stages/phrase";
import { type Change, lineAt, resultsByKey, type Topic, type TopicLine } from "./topic";
import { own } from "../../base/own";
import { KNOWN_EFFECTS, type KnownEffect } from "../../evidence/known-effects";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { asArray, asObject, type Json, type JsonObject, text } from "../../terraform/stack-json";

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
    const sides = (edit: Edit) =>
      isHiddenEdit(changed, edit) ? ["a sensitive value changed"] : fromTo(edit);
    const found = knownEditLines(change, changed, edits, sides);
    known.push(...found);
    const understood = found.flatMap((line) => line.edits ?? []);
    for (const edit of edits.filter((each) => !understood.includes(each))) {
      const text = say`not understood: ${edit.path} of ${changed.address}: ${sides(edit)}`;
      unknown.push(lineAt("attention", changed, text, { edits: [edit] }));
    }
  };
  for (const resource of change.resources) {
    if (!isWhole(resource)) editLines(resource);
    else if (!topics.some(({ judgesBlock }) => judgesBlock?.(resource, change))) {
      const line = knownBlockLine(change, resource, whatOf(resource));
      if (line) known.push(line);
      else unknown.push(lineAt("attention", resource, say`not understood: ${whatOf(resource)}`));
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
  say`${address} is ${[handover ?? WORDS[action] ?? action]}`;

const WORDS: Partial<Record<string, string>> = { add: "added", destroy: "destroyed", replace: "replaced" };

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

/** A line on an effect that facts state, of a block that the program emits; undefined without such a fact. */
function knownBlockLine(change: Change, block: ResourceChange, what: Phrase): TopicLine | undefined {
  const { type, action, handover } = block;
  const effect = own(KNOWN_EFFECTS.blocks, type)?.[action];
  if (effect === undefined || handover !== undefined || !isGenerated(change, block)) return undefined;
  const level = effect.confirm === "never" ? "info" : "attention";
  return lineAt(level, block, say`${what}: ${[effect.text]}`);
}

/** Lines on edits of a block whose effects facts state: one for each effect. */
function knownEditLines(
  change: Change,
  changed: Changed,
  edits: readonly Edit[],
  sides: (edit: Edit) => Phrase,
): TopicLine[] {
  if (!isGenerated(change, changed)) return [];
  const known = edits.flatMap((edit) => {
    const effect = effectOf(changed, edit);
    return effect === undefined ? [] : [{ edit, effect, isConfirmed: !needsAsking(effect, edit) }];
  });
  return resultsByKey(
    known,
    ({ effect, isConfirmed }) => `${effect.text} ${isConfirmed}`,
    ({ edit, effect, isConfirmed }, all) => {
      const more = all.length === 1 ? [] : say` and ${all.length - 1} more`;
      const path = edit.path === "" ? [] : say`${edit.path}${more} of `;
      const what = edit.after === undefined ? (effect.ends ?? effect.text) : effect.text;
      const text = say`${path}${changed.address}: ${sides(edit)}; ${[what]}`;
      return lineAt(isConfirmed ? "info" : "attention", changed, text, {
        edits: all.map((each) => each.edit),
      });
    },
  );
}

/** Blocks of the owner's files fail closed: the facts are about values that the program emits. */
const isGenerated = ({ before, after }: Change, changed: Changed): boolean =>
  !isOwn(before, changed) && !isOwn(after, changed);

function effectOf(changed: Changed, edit: Edit): KnownEffect | undefined {
  const [first = "", second = ""] = changed.address.split(".");
  const effects = own(KNOWN_EFFECTS.arguments, first === "data" ? `data.${second}` : first) ?? {};
  const place = placeOfEdit(changed, edit);
  const [longest] = Object.keys(effects)
    .filter(
      (each) =>
        place === each || (each !== "" && /^[.[]/.test(place.slice(each.length)) && place.startsWith(each)),
    )
    .sort((one, other) => other.length - one.length);
  return longest === undefined ? undefined : effects[longest];
}

/** The path without names of items: `values.resources[Application].spec`. A list of one object has no names of items. */
function placeOfEdit(changed: Changed, { path }: Edit): string {
  const place = path.replace(/\[(?![A-Z]\w* )[^\]]*\]/g, "").replace(/\[(\w+) [^\]]*\]/g, "[$1]");
  const kind = "type" in changed ? kindIn(changed.after ?? changed.before) : undefined;
  return kind === undefined ? place : place.replace(/^(values\.resources)(?=\.|$)/, `$1[${kind}]`);
}

/** Kind of the only object of a local chart. */
function kindIn(config: JsonObject | undefined): string | undefined {
  const [values] = asArray(config?.["values"]);
  if (typeof values !== "string" || !values.startsWith("{")) return undefined;
  const objects = asArray(asObject(JSON.parse(values) as Json)["resources"]);
  return objects.length === 1 ? text(asObject(objects[0])["kind"]) : undefined;
}

function needsAsking({ confirm }: KnownEffect, { difference, before, after }: Edit): boolean {
  if (confirm === "always" || confirm === "never") return confirm === "always";
  if (confirm === "removed") return difference === "removed" || !holds(after, before);
  // a value that is not set, or that only the apply knows, may be lower
  return !(Number.parseFloat(String(after)) >= Number.parseFloat(String(before)));
}

/** Whether a list has each item of another one. */
const holds = (list: Edit["after"], other: Edit["after"]): boolean =>
  other === undefined ||
  (Array.isArray(list) && Array.isArray(other)
    ? other.every((each) => list.includes(each))
    : JSON.stringify(list) === JSON.stringify(other));
