import { isDeepStrictEqual } from "node:util";
import { own } from "../../../shared/values/own";
import {
  type Json,
  type JsonObject,
  asArray,
  asObject,
  isJsonObject,
} from "../../../proof/terraform-json/stack-json";
import { type Edit } from "./edit";

/** The schema of the compared block. */
export interface Arguments {
  /** True if the order of items has no meaning. */
  readonly isSet: (argument: string) => boolean;
  /** The argument at a path of keys; keys inside a map are dropped. */
  readonly argumentOf: (keys: readonly string[]) => string;
}

/** Location of a value, and how it is compared. */
interface Place {
  readonly path: string;
  readonly keys: readonly string[];
  /** Inside a JSON document types are compared, too, and lists of a policy have no order. */
  readonly document?: "policy" | "other";
}

/** Compares two blocks by Terraform's rules: `"80"` equals 80, null equals a missing value, a block equals a list of one. */
export function compareJson(before: JsonObject, after: JsonObject, known: Arguments): Edit[] {
  const edit = (place: Place, was: Json | undefined, is: Json | undefined): Edit => ({
    path: place.path,
    argument: known.argumentOf(place.keys),
    difference: was === undefined ? "added" : is === undefined ? "removed" : "changed",
    before: was,
    after: is,
  });

  const values = (was: Json | undefined, is: Json | undefined, place: Place): Edit[] => {
    if (isDeepStrictEqual(was, is)) return [];
    const [old, now] = place.document ? [was, is] : [present(was), present(is)];
    if (old === undefined || now === undefined) return old === now ? [] : [edit(place, old, now)];
    if (!place.document && isSameScalar(old, now)) return [];
    if (typeof old === "string" && typeof now === "string") return texts(old, now, place);
    if (Array.isArray(old) || Array.isArray(now)) return lists(old, now, place);
    if (isJsonObject(old) && isJsonObject(now)) return objects(old, now, place);
    return [edit(place, old, now)];
  };

  const objects = (was: JsonObject, is: JsonObject, place: Place): Edit[] =>
    [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key) =>
      values(own(was, key), own(is, key), {
        ...place,
        path: place.path === "" ? key : `${place.path}.${key}`,
        keys: place.document ? place.keys : [...place.keys, key],
      }),
    );

  const texts = (was: string, is: string, place: Place): Edit[] => {
    const [old, now] = [documentIn(was), documentIn(is)];
    if (!isJsonObject(old) || !isJsonObject(now) || place.document) return [edit(place, was, is)];
    const isPolicy = "Statement" in old && "Statement" in now;
    const edits = values(old, now, { ...place, document: isPolicy ? "policy" : "other" });
    // policies are compared by content; for other documents, Terraform compares the text
    return edits.length > 0 || isPolicy ? changed(edits) : [edit(place, was, is)];
  };

  const lists = (was: Json, is: Json, place: Place): Edit[] => {
    const isBlocks = !place.document && (isJsonObject(was) || isJsonObject(is));
    if (!isBlocks && Array.isArray(was) !== Array.isArray(is) && place.document !== "policy") {
      return [edit(place, was, is)];
    }
    const [old, now] = [items(was), items(is)];
    const isUnordered =
      place.document === "policy" || (!place.document && known.isSet(known.argumentOf(place.keys)));
    if (![...old, ...now].every(isJsonObject)) {
      return isUnordered && isDeepStrictEqual(sorted(old), sorted(now)) ? [] : [edit(place, was, is)];
    }
    return itemEdits(old.map(asObject), now.map(asObject), place, isUnordered);
  };

  const itemEdits = (
    old: readonly JsonObject[],
    now: readonly JsonObject[],
    place: Place,
    isUnordered: boolean,
  ): Edit[] => {
    const pairs = pairsOf(old, now);
    const single = old.length <= 1 && now.length <= 1;
    const at = (label: string): Place => (single ? place : { ...place, path: `${place.path}[${label}]` });
    const edits = pairs.flatMap(({ label, was, is }) => {
      if (was && is) return objects(was, is, at(label));
      return [edit(at(label), was, is)];
    });
    const moved = pairs.flatMap(({ was, is }) => (was && is ? [old.indexOf(was)] : []));
    const inOrder = moved.every((index, at) => at === 0 || index > (moved[at - 1] ?? -1));
    return isUnordered || inOrder ? edits : [...edits, edit(place, [...old], [...now])];
  };

  return objects(before, after, { path: "", keys: [] });
}

/** A key added inside a document changes the argument that holds the document. */
const changed = (edits: readonly Edit[]): Edit[] => edits.map((each) => ({ ...each, difference: "changed" }));

interface Pair {
  readonly label: string;
  readonly was?: JsonObject;
  readonly is?: JsonObject;
}

/** Pairs list items: equal ones first, then by name, then the rest in order. */
function pairsOf(old: readonly JsonObject[], now: readonly JsonObject[]): Pair[] {
  const left = new Map(old.map((item, index) => [index, item]));
  const matched = new Map<number, number>();
  const match = (isPair: (was: JsonObject, is: JsonObject) => boolean): void => {
    now.forEach((is, index) => {
      if (matched.has(index)) return;
      const found = [...left].find(([, was]) => isPair(was, is))?.[0];
      if (found === undefined) return;
      matched.set(index, found);
      left.delete(found);
    });
  };
  match((was, is) => isDeepStrictEqual(was, is));
  match((was, is) => nameOf(was) !== undefined && nameOf(was) === nameOf(is));
  match((was, is) => nameOf(was) === undefined && nameOf(is) === undefined);
  const labelOf = (item: JsonObject, index: number): string => nameOf(item) ?? String(index);
  return [
    ...now.map((is, index): Pair => {
      const from = matched.get(index);
      const was = from === undefined ? undefined : old[from];
      return { label: labelOf(is, index), is, ...(was ? { was } : {}) };
    }),
    ...[...left].map(([index, was]): Pair => ({ label: labelOf(was, index), was })),
  ];
}

/** The key that identifies an item in a list. */
function nameOf(item: JsonObject): string | undefined {
  const names = ["Sid", "name", "key", "alias", "id", "from", "path"].map((key) => item[key]);
  return names.find((name) => typeof name === "string");
}

const present = (value: Json | undefined): Json | undefined => value ?? undefined;

/** Terraform converts between strings, numbers and booleans. */
const isSameScalar = (a: Json, b: Json): boolean =>
  a !== null && b !== null && typeof a !== "object" && typeof b !== "object" && String(a) === String(b);

const items = (value: Json): readonly Json[] => (Array.isArray(value) ? asArray(value) : [value]);

const sorted = (values: readonly Json[]): string[] => values.map((value) => JSON.stringify(value)).sort();

function documentIn(text: string): Json | undefined {
  if (!/^\s*\{/.test(text) || text.startsWith("${")) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
