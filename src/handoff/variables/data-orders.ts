import { type JsonObject } from "../../terraform/stack-json";

/** The type of a ConfigMap, whose checksum an annotation has so that pods start again after a change of its data. */
export const CONFIG_MAP = "kubernetes_config_map_v1";

/** Whether Terraform writes texts of the data as they are: `jsonencode` escapes some characters, and a template has no value. */
export const isPlain = (data: JsonObject): boolean => !/[<>&\u2028\u2029]|[$%]\{/.test(JSON.stringify(data));

/** Texts that can be checksums. */
export const checksumsIn = (json: JsonObject): ReadonlySet<string> =>
  new Set(JSON.stringify(json).match(/\b[0-9a-f]{64}\b/g));

/** The data with its keys in an order. */
export const keysInOrder = (data: JsonObject, order: readonly string[]): object =>
  Object.fromEntries(order.map((key) => [key, data[key]]));

/** Most keys of which any can be the program's own. */
const MOST_KEYS = 12;

/** Most keys of its own that the program writes before those of the file, where there are more keys. */
const MOST_OWN = 3;

/** Orders in which the program can have written keys: all sorted, or sorted keys of its own before those of the file. */
export function ordersOf(keys: readonly string[]): string[][] {
  const all = [...keys].sort();
  const most = all.length > MOST_KEYS ? MOST_OWN : all.length;
  return subsetsOf(all, most).map((own) => [...own, ...all.filter((key) => !own.includes(key))]);
}

/** Subsets of at most so many keys, in the order of the keys; the empty one is the first. */
function subsetsOf(keys: readonly string[], most: number): string[][] {
  const [first, ...others] = keys;
  if (first === undefined || most === 0) return [[]];
  return [...subsetsOf(others, most), ...subsetsOf(others, most - 1).map((each) => [first, ...each])];
}

/** Whether keys have the order of `jsonencode`, and of a map. */
export const areSorted = (keys: readonly string[]): boolean =>
  keys.every((key, index) => index === 0 || (keys[index - 1] ?? "") < key);

/** An expression of the JSON text of an object, with its keys in this order and expressions of the texts of their values. */
export function formattedJson(entries: readonly (readonly [key: string, text: string])[]): string {
  const form = `{${entries.map(([key]) => `${JSON.stringify(key)}:%s`).join(",")}}`;
  return `format(${[JSON.stringify(form), ...entries.map(([, text]) => text)].join(", ")})`;
}
