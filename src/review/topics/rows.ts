import { isFalse, isTrue } from "../../terraform/stack-json";
import { type ResourceChange, type Edit } from "../change";
import { type Harm } from "../stages/harm";
import { type Level } from "../stages/line";
import { type Phrase, say, fromTo } from "../stages/phrase";
import { isGone } from "./holders";
import { type Effect, type Change, type Topic, type TopicLine, alike, alone } from "./topic";
import tables from "./sentences.json";

/** Blocks or edits. Each expression matches a whole text. */
interface Matched {
  readonly type: string;
  /** @default - each action */
  readonly action?: string;
  /** Argument of an edit. @default - each, and without a path the block as a whole is meant */
  readonly argument?: string;
  /** Path of an edit. @default - each */
  readonly path?: string;
  /** Names of conditions, with `and` between them and `not` before one; each must hold. @default - none */
  readonly when?: string;
}

/** A sentence with its rank. The first row that matches a block, or an edit, counts. */
interface Row extends Matched {
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
}

type TableName = keyof typeof tables;
const TABLES = tables as Readonly<Record<TableName, Table>>;

/** A block as a whole, whose edit has both configurations, or one edit. */
export interface Found {
  readonly resource: ResourceChange;
  readonly edit: Edit;
  readonly change: Change;
}

/** Conditions and words of one topic. */
export interface Own {
  /** Conditions besides those of all topics, by the names that rows use. @default - none */
  readonly when?: Readonly<Record<string, (found: Found) => boolean>>;
  /** Words besides those of all topics, by the names that rows use in braces. @default - none */
  readonly words?: Readonly<Record<string, (found: Found) => Phrase>>;
  /** Reason for attention to an edit whose row needs none. @default - none */
  readonly worse?: (found: Found) => { readonly why: string; readonly harm?: Harm } | undefined;
}

const CONDITIONS: NonNullable<Own["when"]> = {
  on: ({ edit }) => isTrue(edit.after),
  off: ({ edit }) => isFalse(edit.after),
  set: ({ edit }) => edit.after !== undefined,
  "set before": ({ edit }) => edit.before !== undefined,
  gone: ({ resource }) => isGone(resource),
};

const WORDS: NonNullable<Own["words"]> = {
  change: ({ edit }) => fromTo(edit),
  path: ({ edit }) => say`${edit.path}`,
  argument: ({ edit }) => say`${edit.argument}`,
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
  lines: (change) =>
    change.resources.flatMap((resource) => [
      ...(lines?.(resource, change) ?? []),
      ...rowLines(title, resource, change, own),
    ]),
  ...judgesOfRows(title, own),
});

/** A topic of rows, with one line for the same effect on several blocks. */
export const topicOfEffects = (title: TableName, own: Own = {}): Topic => ({
  title,
  lines: (change) => alike(rowEffects(title, change, own)),
  ...judgesOfRows(title, own),
});

/** Lines of the rows on one block and its edits. */
export const rowLines = (
  table: TableName,
  resource: ResourceChange,
  change: Change,
  own?: Own,
): TopicLine[] => effectsOn(table, resource, change, own).map(alone);

export const rowEffects = (table: TableName, change: Change, own?: Own): Effect[] =>
  change.resources.flatMap((resource) => effectsOn(table, resource, change, own));

/** Lines on a block as a whole come before those on its edits if the first row is about blocks. */
function effectsOn(table: TableName, resource: ResourceChange, change: Change, own: Own = {}): Effect[] {
  const rows = TABLES[table].rows.filter(({ type }) => matches(type, resource.type));
  const [first] = rows;
  if (!first) return [];
  const ofBlocks = rows.filter(isOfBlocks);
  const ofEdits = rows.filter((row) => !isOfBlocks(row));
  const block = effectOf(ofBlocks, { resource, edit: wholeOf(resource), change }, own);
  const edits = resource.edits.flatMap((edit) => effectOf(ofEdits, { resource, edit, change }, own));
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

function effectOf(rows: readonly Row[], found: Found, own: Own): Effect[] {
  const row = rows.find((each) => isMatched(each, found, own));
  const { text } = row ?? {};
  if (!row || text === undefined) return [];
  const { layer, address } = found.resource;
  const worse = own.worse?.(found);
  return [
    {
      level: worse ? "attention" : (row.level ?? "attention"),
      harm: worse?.harm ?? row.harm,
      layer,
      address,
      edits: isOfBlocks(row) ? undefined : [found.edit],
      text: (names) => [...sentence(text, found, own, names), ...(worse ? [`; ${worse.why}`] : [])],
    },
  ];
}

function isMatched(row: Matched, found: Found, { when = {} }: Own): boolean {
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
    (row.when === undefined || row.when.split(" and ").every(holds))
  );
}

const expressions = new Map<string, RegExp>();

function matches(expression: string | undefined, text: string): boolean {
  if (expression === undefined) return true;
  const known = expressions.get(expression) ?? new RegExp(`^(?:${expression})$`);
  expressions.set(expression, known);
  return known.test(text);
}

const sentence = (text: string, found: Found, { words = {} }: Own, names: Phrase): Phrase =>
  text.split(/[{}]/).flatMap((part, index): Phrase => {
    if (index % 2 === 0) return part === "" ? [] : [part];
    if (part === "address") return names;
    if (part.startsWith("'")) return say`${part.slice(1, -1)}`;
    const word = words[part] ?? WORDS[part];
    if (!word) throw new Error(`sentences.json: no word {${part}} for "${text}"`);
    return word(found);
  });

/** Judges by the rows of a table. */
export function judgesOfRows(
  table: TableName,
  own: Own = {},
): Required<Pick<Topic, "judgesBlock" | "judgesEdit">> {
  const judged = TABLES[table].judges ?? [];
  return {
    judgesBlock: (resource, change) =>
      judged.some(
        (row) => isOfBlocks(row) && isMatched(row, { resource, edit: wholeOf(resource), change }, own),
      ),
    judgesEdit: (resource, edit, change) =>
      judged.some((row) => !isOfBlocks(row) && isMatched(row, { resource, edit, change }, own)),
  };
}
