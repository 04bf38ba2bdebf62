import { isFalse, isJsonObject, isTrue, type Json, texts } from "../../terraform/stack-json";
import { type Edit, type OtherChange, type ResourceChange } from "../change";
import { type Harm } from "../stages/harm";
import { type Level } from "../stages/line";
import { fromTo, joinValues, type Phrase, say } from "../stages/phrase";
import { holderGoes, holderIsNew, isGone } from "./holders";
import { phraseOf } from "./named";
import {
  effectLines,
  alone,
  type Change,
  differingItems,
  type Effect,
  effectAt,
  type Topic,
  type TopicLine,
} from "./topic";
import tables from "./sentences.json";

/** Blocks or edits. Each expression matches a whole text. */
interface Matched {
  /** Type of a resource; the whole address of anything else. */
  readonly type: string;
  /** @default - each action */
  readonly action?: string;
  /** Argument of an edit. @default - each, and without a path the block as a whole is meant */
  readonly argument?: string;
  /** Path of an edit. @default - each */
  readonly path?: string;
  /** Value before the edit; `not set` without one. @default - each */
  readonly before?: string;
  /** Value after the edit; `not set` without one. @default - each */
  readonly after?: string;
  /** A part of the JSON that the edit, or both sides of the block, must not have. @default - none */
  readonly without?: string;
  /** Names of conditions, with `and` between them and `not` before one; each must hold. @default - none */
  readonly when?: string;
}

/** A sentence with its rank. The first row that matches a block, or an edit, counts. */
interface Row extends Matched {
  /** True for a row that counts beside the first one. @default false */
  readonly also?: boolean;
  /** @default attention */
  readonly level?: Level;
  readonly harm?: Harm;
  /** Names in braces are words; one in quotes is shown as a value. @default - no line */
  readonly text?: string;
}

interface Table {
  readonly rows: readonly Row[];
  /** Changes that are harmless, without a line. @default - none */
  readonly judges?: readonly Matched[];
  /** Sentences on edits of anything else than resources, such as a data source. @default - none */
  readonly others?: readonly Row[];
  /** Such edits that are harmless, without a line. @default - none */
  readonly judgesOthers?: readonly Matched[];
}

type TableName = keyof typeof tables;
const TABLES = tables as Readonly<Record<TableName, Table>>;

/** A block as a whole, whose edit has both configurations, or one edit. */
export interface RowMatch {
  readonly resource: ResourceChange;
  readonly edit: Edit;
  readonly change: Change;
}

/** Conditions and words of one topic. */
export interface Own {
  /** Conditions besides those of all topics, by the names that rows use. @default - none */
  readonly when?: Readonly<Record<string, (found: RowMatch) => boolean>>;
  /** Words besides those of all topics, by the names that rows use in braces. @default - none */
  readonly words?: Readonly<Record<string, (found: RowMatch) => Phrase>>;
}

const CONDITIONS: NonNullable<Own["when"]> = {
  on: ({ edit }) => isTrue(edit.after),
  off: ({ edit }) => isFalse(edit.after),
  set: ({ edit }) => edit.after !== undefined,
  "set before": ({ edit }) => edit.before !== undefined,
  gone: ({ resource }) => isGone(resource),
  known: ({ edit }) => isKnownSwitch(edit.after),
  lower: ({ edit: { before, after } }) => Number(after) < Number(before),
  "handed over": ({ resource }) => resource.handover !== undefined,
  "with its holder": ({ resource, change }) => holderGoes(change, resource),
  "with a new holder": ({ resource, change }) => holderIsNew(change, resource),
  loses: ({ edit }) => itemsOf(edit).lost.length > 0,
  gains: ({ edit }) => itemsOf(edit).gained.length > 0,
};

/** Items of a list that one side alone has. */
const itemsOf = ({ before, after }: Edit) => differingItems(texts(before), texts(after));

const WORDS: NonNullable<Own["words"]> = {
  change: ({ edit }) => fromTo(edit),
  path: ({ edit }) => say`${edit.path}`,
  argument: ({ edit }) => say`${edit.argument}`,
  lost: ({ edit }) => joinValues(itemsOf(edit).lost),
  gained: ({ edit }) => joinValues(itemsOf(edit).gained),
};

/** A topic whose lines are rows, after lines of each block that no row can say. */
export const topicOfRows = (
  title: TableName,
  {
    lines,
    ...own
  }: Own & { readonly lines?: (resource: ResourceChange, change: Change) => TopicLine[] } = {},
): Topic => ({
  title,
  lines: (change) => [
    ...change.resources.flatMap((resource) => [
      ...(lines?.(resource, change) ?? []),
      ...rowLines(title, resource, change, own),
    ]),
    ...otherEffects(title, change, own).map(alone),
  ],
  ...judgesOfRows(title, own),
});

/** A topic of rows, with one line for the same effect on several blocks. */
export const topicOfEffects = (title: TableName, own: Own = {}): Topic => ({
  title,
  lines: (change) => effectLines(rowEffects(title, change, own)),
  ...judgesOfRows(title, own),
});

/** Lines of the rows on one block and its edits. */
export const rowLines = (
  table: TableName,
  resource: ResourceChange,
  change: Change,
  own?: Own,
): TopicLine[] => effectsOn(table, resource, change, own).map(alone);

export const rowEffects = (table: TableName, change: Change, own?: Own): Effect[] => [
  ...change.resources.flatMap((resource) => effectsOn(table, resource, change, own)),
  ...otherEffects(table, change, own),
];

/** Effects on what is no resource. */
const otherEffects = (table: TableName, change: Change, own: Own = {}): Effect[] =>
  change.others.flatMap((other) =>
    other.edits.flatMap((edit) =>
      effectsOf(TABLES[table].others ?? [], { resource: asResource(other), edit, change }, own, [edit]),
    ),
  );

const asResource = (other: OtherChange): ResourceChange => ({
  ...other,
  type: other.address,
  action: "none",
  instances: undefined,
  reasons: [],
  notes: [],
});

/** Lines on a block as a whole come before those on its edits if the first row is about blocks. */
function effectsOn(table: TableName, resource: ResourceChange, change: Change, own: Own = {}): Effect[] {
  const rows = TABLES[table].rows.filter(({ type }) => matches(type, resource.type));
  const [first] = rows;
  if (!first) return [];
  const ofBlocks = rows.filter(isOfBlocks);
  const ofEdits = rows.filter((row) => !isOfBlocks(row));
  const block = effectsOf(ofBlocks, { resource, edit: wholeOf(resource), change }, own);
  const edits = resource.edits.flatMap((edit) => effectsOf(ofEdits, { resource, edit, change }, own, [edit]));
  return isOfBlocks(first) ? [...block, ...edits] : [...edits, ...block];
}

const isOfBlocks = ({ argument, path }: Matched): boolean => argument === undefined && path === undefined;

const wholeOf = ({ before, after }: ResourceChange): Edit => ({
  path: "",
  argument: "",
  difference: "changed",
  before,
  after,
});

/** @param edits that the sentences describe. @default - the block as a whole */
function effectsOf(rows: readonly Row[], found: RowMatch, own: Own, edits?: readonly Edit[]): Effect[] {
  const first = rows.find((each) => isMatched(each, found, own));
  const more = rows.filter((each) => each.also === true && each !== first && isMatched(each, found, own));
  return [first, ...more].flatMap((row) => {
    const { level = "attention", harm, text } = row ?? {};
    if (text === undefined) return [];
    const inWords = (names: Phrase): Phrase => sentence(text, found, own, names);
    return effectAt(level, found.resource, inWords, { harm, edits });
  });
}

function isMatched(row: Matched, found: RowMatch, { when = {} }: Own): boolean {
  const { resource, edit } = found;
  const holds = (named: string): boolean => {
    const name = named.replace(/^not /, "");
    const condition = when[name] ?? CONDITIONS[name];
    if (!condition) throw new Error(`sentences.json: no condition "${name}" for ${row.type}`);
    return condition(found) !== named.startsWith("not ");
  };
  return (
    matches(row.type, resource.type) &&
    matches(row.action, resource.action) &&
    matches(row.argument, edit.argument) &&
    matches(row.path, edit.path) &&
    (row.before === undefined || matches(row.before, valueText(edit.before))) &&
    (row.after === undefined || matches(row.after, valueText(edit.after))) &&
    (row.without === undefined || !matches(`[^]*(?:${row.without})[^]*`, jsonOf(edit))) &&
    (row.when === undefined || row.when.split(" and ").every(holds))
  );
}

/** An object is no text: one with a key `toString` has no function of that name. */
function valueText(value: Json | undefined): string {
  if (Array.isArray(value)) return value.map(valueText).join(",");
  return value === undefined ? "not set" : isJsonObject(value) ? "an object" : String(value);
}

/** Without the notes of the generator in a block. */
const jsonOf = ({ path, before, after }: Edit): string =>
  JSON.stringify([path, before, after], (key, value: Json) => (key === "//" ? undefined : value));

const expressions = new Map<string, RegExp>();

function matches(expression: string | undefined, text: string): boolean {
  if (expression === undefined) return true;
  const known = expressions.get(expression) ?? new RegExp(`^(?:${expression})$`);
  expressions.set(expression, known);
  return known.test(text);
}

const sentence = (text: string, found: RowMatch, { words = {} }: Own, names: Phrase): Phrase =>
  phraseOf(text, (name) => (name === "address" ? names : (words[name] ?? WORDS[name])?.(found)));

/** Whether a switch is not left to an expression, whose value only an apply knows. */
export const isKnownSwitch = (value: Json | undefined): boolean =>
  value === undefined || isTrue(value) || isFalse(value);

/** Judges by the rows of a table. */
export function judgesOfRows(
  table: TableName,
  own: Own = {},
): Required<Pick<Topic, "judgesBlock" | "judgesEdit" | "judgesOther">> {
  const { judges: judged = [], judgesOthers = [] } = TABLES[table];
  return {
    judgesBlock: (resource, change) =>
      judged.some(
        (row) => isOfBlocks(row) && isMatched(row, { resource, edit: wholeOf(resource), change }, own),
      ),
    judgesEdit: (resource, edit, change) =>
      judged.some((row) => !isOfBlocks(row) && isMatched(row, { resource, edit, change }, own)),
    judgesOther: (other, edit, change) =>
      judgesOthers.some((row) => isMatched(row, { resource: asResource(other), edit, change }, own)),
  };
}
