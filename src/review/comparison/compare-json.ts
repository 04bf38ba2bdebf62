import { isDeepStrictEqual } from "node:util";
import { own } from "../../base/own";
import { type Json, type JsonObject, asArray, asObject, isJsonObject } from "../../terraform/stack-json";
import { ANY_ARGUMENTS, type Arguments } from "./arguments";
import { compareLines } from "./compare-lines";
import { decoded, documentIn } from "./documents";
import { type Edit } from "../change";
import { itemName, pairsOf } from "./pairs";

/** Location of a value, and how it is compared. */
interface Place {
  readonly path: string;
  readonly keys: readonly string[];
  /** Inside a JSON document types are compared, too, and lists of a policy have no order. */
  readonly document?: "policy" | "other";
}

/** Texts with more lines that differ are compared as a whole. */
const MOST_LINES = 100;

/** Compares two blocks by Terraform's rules: `"80"` equals 80, null equals a missing value, a block equals a list of one. */
export const compareJson = (before: JsonObject, after: JsonObject, known: Arguments): Edit[] =>
  new Comparison(known).objects(before, after, { path: "", keys: [] });

/** Compares two documents: types count, and a key without a value differs from a missing one. */
export const compareDocuments = (before: JsonObject, after: JsonObject): Edit[] =>
  new Comparison(ANY_ARGUMENTS).objects(before, after, { path: "", keys: [], document: "other" });

/** Compares values by what is known of their arguments. */
class Comparison {
  constructor(private readonly known: Arguments) {}

  private edit(place: Place, was: Json | undefined, is: Json | undefined): Edit {
    return {
      path: place.path,
      argument: this.known.argumentOf(place.keys),
      difference: was === undefined ? "added" : is === undefined ? "removed" : "changed",
      before: was,
      after: is,
    };
  }

  private values(was: Json | undefined, is: Json | undefined, place: Place): Edit[] {
    if (isDeepStrictEqual(was, is)) return [];
    const [old, now] = place.document ? [was, is] : [present(was), present(is)];
    if (old === undefined || now === undefined)
      return old === now || this.isNoBlock(old ?? now, place) ? [] : [this.edit(place, old, now)];
    if (!place.document && isSameScalar(old, now)) return [];
    if (typeof old === "string" && typeof now === "string") return this.texts(old, now, place);
    if (Array.isArray(old) || Array.isArray(now)) return this.lists(old, now, place);
    if (isJsonObject(old) && isJsonObject(now)) return this.objects(old, now, place);
    return [this.edit(place, old, now)];
  }

  private isNoBlock(value: Json | undefined, { document, keys }: Place): boolean {
    const { known } = this;
    return !document && Array.isArray(value) && value.length === 0 && known.isBlock(known.argumentOf(keys));
  }

  objects(was: JsonObject, is: JsonObject, place: Place): Edit[] {
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key) =>
      this.values(own(was, key), own(is, key), {
        ...place,
        path: place.path === "" ? key : `${place.path}.${key}`,
        keys: place.document ? place.keys : [...place.keys, key],
      }),
    );
  }

  private texts(was: string, is: string, place: Place): Edit[] {
    const argument = this.known.argumentOf(place.keys);
    const [old, now] = place.document ? [was, is] : [decoded(argument, was), decoded(argument, is)];
    const [held, holds] = [documentIn(old), documentIn(now)];
    if (held === undefined || holds === undefined || Array.isArray(held) !== Array.isArray(holds)) {
      return this.lines(old, now, place) ?? [this.edit(place, was, is)];
    }
    const isPolicy = !place.document && "Statement" in held && "Statement" in holds;
    const edits = this.values(held, holds, { ...place, document: isPolicy ? "policy" : "other" });
    // providers compare policies by content; for other documents, Terraform compares the text
    return edits.length > 0 || isPolicy || this.known.isContent(argument)
      ? changed(edits)
      : [this.edit(place, was, is)];
  }

  /** The lines that differ; undefined for texts of one line, and for texts that have little in common. */
  private lines(was: string, is: string, place: Place): Edit[] | undefined {
    if (!was.includes("\n") && !is.includes("\n")) return undefined;
    const { edits, moved } = compareLines(was.split("\n"), is.split("\n"));
    if (edits.length > MOST_LINES) return undefined;
    const at = (label: string): Place => ({ ...place, path: `${place.path}[${label}]` });
    return changed([
      ...edits.map(({ line, before: old, after: now }) => this.edit(at(`line ${line}`), old, now)),
      ...(moved ? [this.edit(at("order of lines"), moved.before, moved.after)] : []),
    ]);
  }

  /** Items that are texts with a difference inside. */
  private textItems(old: readonly string[], now: readonly string[], place: Place): Edit[] {
    const isSingle = old.length <= 1 && now.length <= 1;
    return changed(
      Array.from({ length: Math.max(old.length, now.length) }, (_, index) =>
        this.values(old[index], now[index], isSingle ? place : { ...place, path: `${place.path}[${index}]` }),
      ).flat(),
    );
  }

  private lists(was: Json, is: Json, place: Place): Edit[] {
    const isBlocks = !place.document && (isJsonObject(was) || isJsonObject(is));
    if (!isBlocks && Array.isArray(was) !== Array.isArray(is) && place.document !== "policy") {
      return [this.edit(place, was, is)];
    }
    const [old, now] = [items(was), items(is)];
    const isUnordered =
      place.document === "policy" || (!place.document && this.known.isSet(this.known.argumentOf(place.keys)));
    if (!isUnordered && areLongTexts(old) && areLongTexts(now)) return this.textItems(old, now, place);
    if (![...old, ...now].every(isJsonObject)) {
      return isUnordered && isDeepStrictEqual(sorted(old), sorted(now)) ? [] : [this.edit(place, was, is)];
    }
    return this.itemEdits(old.map(asObject), now.map(asObject), place, isUnordered);
  }

  private itemEdits(
    old: readonly JsonObject[],
    now: readonly JsonObject[],
    place: Place,
    isUnordered: boolean,
  ): Edit[] {
    const pairs = pairsOf(old, now);
    const single = old.length <= 1 && now.length <= 1;
    const at = (label: string): Place => (single ? place : { ...place, path: `${place.path}[${label}]` });
    const edits = pairs.flatMap(({ label, was, is }) => {
      if (was && is) return this.objects(was, is, at(label));
      return [this.edit(at(label), was, is)];
    });
    const positions = pairs.flatMap(({ from }) => from ?? []);
    const inOrder = positions.every((index, at) => at === 0 || index > (positions[at - 1] ?? -1));
    return isUnordered || inOrder ? edits : [...edits, this.edit(place, orderOf(old), orderOf(now))];
  }
}

/** A key added inside a document changes the argument that holds the document. */
const changed = (edits: readonly Edit[]): Edit[] => edits.map((each) => ({ ...each, difference: "changed" }));

/** Names of items, whose order is all that differs; the items themselves if one has no name. */
function orderOf(list: readonly JsonObject[]): Json {
  const names = list.map(itemName);
  return names.every((name) => name !== undefined) ? names : [...list];
}

const present = (value: Json | undefined): Json | undefined => value ?? undefined;

/** Terraform converts between strings, numbers and booleans. */
const isSameScalar = (a: Json, b: Json): boolean =>
  a !== null && b !== null && typeof a !== "object" && typeof b !== "object" && String(a) === String(b);

const items = (value: Json): readonly Json[] => (Array.isArray(value) ? asArray(value) : [value]);

const sorted = (values: readonly Json[]): string[] => values.map((value) => JSON.stringify(value)).sort();

/** Texts of which one is a document or has several lines. */
const areLongTexts = (list: readonly Json[]): list is readonly string[] =>
  list.every((item) => typeof item === "string") && list.some((item) => /^\s*\{|\n/.test(item));
