import { type Construct } from "constructs";
import { type ShapingSetting } from "../../../shared/terraform/cause-record";
import { CAUSES_OF_PARTS } from "./of-parts";
import { type CauseTable, type Shaped } from "./table";
import { OF_ALL_ROWS, settingsOf } from "./topics";

/** A row of a table, prepared for many blocks. */
export interface Row {
  readonly path: readonly string[];
  readonly part: readonly Word[];
  readonly settings: readonly RowSetting[];
  /** Selectors of its words: Terraform types and kinds of items. */
  readonly selectors: ReadonlySet<string>;
}

/** A setting of a row. */
export interface RowSetting {
  readonly pattern: string;
  readonly words: readonly Word[];
  /** The setting, if it is the same for all blocks. @default - it depends on the block */
  readonly constant?: ShapingSetting;
}

/** A word of a table: `aws_subnet:tags`, `exists@zone`. */
export interface Word {
  readonly selector: string | undefined;
  readonly text: string;
  readonly item: string | undefined;
}

export const ANY_ITEM = "[]";
export const ANY_KEY = "*";

/** A row that is prepared when its first block is found: an environment has blocks for some rows of a table. */
interface Candidate {
  readonly path: readonly string[];
  readonly pattern: readonly ((id: string) => boolean)[];
  readonly shaped: Shaped;
  row?: Row;
}

const candidates = new WeakMap<CauseTable, readonly Candidate[]>();

/** The row of the longest path that is a scope of the construct. */
export function rowOf(table: CauseTable, construct: Construct): Row | undefined {
  const all = candidates.get(table) ?? candidatesOf(table);
  candidates.set(table, all);
  const ids = construct.node.scopes.slice(2).map(({ node }) => node.id);
  const found = all.find(
    ({ pattern }) =>
      pattern.length <= ids.length && pattern.every((isLike, index) => isLike(ids[index] as string)),
  );
  return found && (found.row ??= prepare(found.path, found.shaped));
}

/** Rows of a table, the longest path first. */
const candidatesOf = (table: CauseTable): Candidate[] =>
  Object.entries(table)
    .map(([key, shaped]) => candidateOf(key, shaped))
    .sort((a, b) => b.path.length - a.path.length);

/** Candidates by their part of a table: the table of an environment has most parts of every other one. */
const byShaped = new WeakMap<Shaped, Map<string, Candidate>>();

function candidateOf(key: string, shaped: Shaped): Candidate {
  const byKey = byShaped.get(shaped) ?? new Map<string, Candidate>();
  byShaped.set(shaped, byKey);
  const path = key === "" ? [] : key.split("/");
  const candidate = byKey.get(key) ?? { path, pattern: path.map(matcherOf), shaped };
  byKey.set(key, candidate);
  return candidate;
}

/** Tests whether an id has a pattern such as `private-*`. */
function matcherOf(pattern: string): (id: string) => boolean {
  const [start = "", end] = pattern.split("*");
  if (end === undefined) return (id) => id === pattern;
  return (id) => id.startsWith(start) && id.endsWith(end);
}

function prepare(path: readonly string[], shaped: Shaped): Row {
  const parts = wordsOf(shaped.part);
  const settings = Object.entries({ ...OF_ALL_ROWS, ...settingsOf(shaped, PARTS) }).map(
    ([pattern, text]): RowSetting => {
      const words = wordsOf(text);
      const steps = stepsOf(pattern);
      const depends =
        words.some(({ selector, item }) => selector !== undefined || item !== undefined) ||
        steps.some((step) => step === ANY_ITEM || step === ANY_KEY);
      const shapes = words.map((word) => word.text);
      return { pattern, words, ...(depends ? {} : { constant: { path: steps, shapes } }) };
    },
  );
  const words = [...parts, ...settings.flatMap((setting) => setting.words)];
  return { path, part: parts, settings, selectors: new Set(words.flatMap(({ selector }) => selector ?? [])) };
}

const PARTS = Object.values(CAUSES_OF_PARTS);

/** Tables of parts have the same texts in each environment. */
const known = new Map<string, readonly Word[]>();

function wordsOf(text: string): readonly Word[] {
  const words = known.get(text) ?? text.split(" ").map(wordOf);
  known.set(text, words);
  return words;
}

function wordOf(text: string): Word {
  const [before = "", item] = text.split("@");
  const [selector, word] = before.includes(":") ? before.split(":") : [undefined, before];
  return { selector, text: word ?? "", item };
}

/** `models`, `[]` and `port` of `models[].port`. */
export const stepsOf = (pattern: string): string[] => pattern.replaceAll("[]", ".[]").split(".");
