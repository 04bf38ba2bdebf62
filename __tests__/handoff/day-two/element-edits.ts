import {
  type Json,
  type JsonObject,
  asArray,
  asObject,
  isJsonObject,
} from "../../../src/terraform/stack-json";

/** Edit of a list or map of a module by its owner. */
export const ACTIONS = ["insert", "remove", "reorder"] as const;
export type Action = (typeof ACTIONS)[number];

/** A list or map in the values of a module: a variable, or a field of an element. */
export interface Collection {
  readonly path: readonly string[];
  readonly value: Json;
}

/** Lists and maps of values: the declared type of a variable tells a map from an object. */
export function collectionsIn(module: JsonObject, values: JsonObject): Collection[] {
  return Object.entries(values).flatMap(([name, value]): Collection[] => {
    if (Array.isArray(value)) return [{ path: [name], value }];
    if (!isJsonObject(value)) return [];
    const [block] = asArray(asObject(module["variable"])[name]);
    const type = String(asObject(block ?? asObject(module["variable"])[name])["type"]);
    const inner = Object.entries(value).flatMap(([key, element]) =>
      Object.entries(asObject(element)).flatMap(([field, list]: [string, Json]) =>
        Array.isArray(list) ? [{ path: [name, key, field], value: list as Json }] : [],
      ),
    );
    return /^(\$\{)?map\(/.test(type) ? [{ path: [name], value }, ...inner] : inner;
  });
}

/** The values with a list or map changed; undefined where it has too few elements. */
export function edited(values: JsonObject, path: readonly string[], action: Action): JsonObject | undefined {
  const value = path.reduce<Json>((object, step) => asObject(object)[step] ?? null, values);
  const changed = Array.isArray(value)
    ? editedList(asArray(value), action)
    : editedMap(asObject(value), action);
  return changed === undefined ? undefined : asObject(replaced(values, path, changed));
}

function editedList(list: readonly Json[], action: Action): Json | undefined {
  const middle = Math.min(1, list.length - 1);
  const [first = ""] = list;
  if (action === "insert") {
    const added = typeof first === "number" ? first + 1 : between(String(first), list.map(String));
    return [...list.slice(0, middle), added, ...list.slice(middle)];
  }
  if (list.length < 2) return undefined;
  return action === "remove" ? list.filter((_, index) => index !== middle - 1) : [...list].reverse();
}

function editedMap(map: JsonObject, action: Action): Json | undefined {
  const entries = Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1));
  const [first] = entries;
  if (first === undefined) return undefined;
  if (action === "insert")
    return Object.fromEntries([...entries, [between(first[0], Object.keys(map)), first[1]]]);
  if (entries.length < 2) return undefined;
  return Object.fromEntries(action === "remove" ? entries.slice(1) : entries.reverse());
}

/** A new text of the same form: after the first in their order, and before the others if there is one. */
function between(text: string, taken: readonly string[]): string {
  if (/^[a-z]$/.test(text)) {
    const free = [..."abcdefghij"].filter((letter) => letter > text && !taken.includes(letter));
    return free[0] ?? `${text}-x`;
  }
  if (/^\d+$/.test(text)) return `${text}5`;
  if (/^[\d.]+\/\d+$/.test(text)) return "10.251.0.0/24";
  return `${text}-x`;
}

function replaced(value: Json, [step, ...rest]: readonly string[], by: Json): Json {
  if (step === undefined) return by;
  const object = asObject(value);
  return { ...object, [step]: replaced(object[step] ?? null, rest, by) };
}
