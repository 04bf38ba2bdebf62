import { NPX } from "../../base/program-name";
import {
  type Conversion,
  atKeys,
  bounds,
  emptyByName,
  gathered,
  inList,
  oneOf,
  principals,
  ranges,
  same,
  secretNames,
  toZoneLetters,
  variables,
} from "./conversions";
import TABLES from "./keys-of-tools.json";

/** A key of another tool, in a mapping where users of that tool write it. */
export interface ForeignKey {
  /** Paths of these mappings, with `[]` for an entry of a list and `*` for a name; empty for the top level. */
  readonly under: readonly string[];
  /** Its names. Case, `-` and `_` make no difference. */
  readonly names: readonly string[];
  /** Our keys with their values. A path that starts with `.` is below the same mapping. @default - it has no counterpart */
  readonly becomes?: Readonly<Record<string, Conversion>>;
  /** Why it has no counterpart, or what differs in ours. @default - nothing */
  readonly note?: string;
}

const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  bounds,
  emptyByName,
  inList,
  principals,
  ranges,
  same,
  secretNames,
  toZoneLetters,
  variables,
};

/** A conversion by its name, or one whose values are chosen or taken apart. */
type Told =
  | string
  | { readonly atKeys: readonly string[] }
  | { readonly gathered: Readonly<Record<string, readonly string[]>> }
  | { readonly oneOf: Readonly<Record<string, string>>; readonly at?: readonly string[] };

/** A row of the tables. */
interface Row extends Omit<ForeignKey, "becomes"> {
  readonly becomes?: Readonly<Record<string, Told>>;
}

const rowsOf = ({ rows }: { readonly rows: readonly Row[] }): ForeignKey[] =>
  rows.map(({ becomes, note, ...row }) => ({
    ...row,
    ...(becomes ? { becomes: converted(becomes) } : {}),
    ...(note === undefined ? {} : { note: note.replace("NPX", NPX) }),
  }));

const converted = (becomes: Readonly<Record<string, Told>>): Record<string, Conversion> =>
  Object.fromEntries(Object.entries(becomes).map(([key, told]) => [key, conversionOf(told)]));

function conversionOf(told: Told): Conversion {
  if (typeof told === "string") return CONVERSIONS[told] ?? same;
  if ("atKeys" in told) return atKeys(...told.atKeys);
  return "gathered" in told ? gathered(told.gathered) : oneOf(told.oneOf, ...(told.at ?? []));
}

/** Rows of all tables. Of keys that become the same one, the first is taken. */
export const FOREIGN_KEYS: readonly ForeignKey[] = (
  Object.values(TABLES) as { readonly rows: readonly Row[] }[]
).flatMap(rowsOf);
