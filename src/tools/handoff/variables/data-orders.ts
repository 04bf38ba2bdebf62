import { type JsonObject } from "../../../proof/terraform-json/stack-json";

/** The type of a ConfigMap, whose checksum an annotation has so that pods start again after a change of its data. */
export const CONFIG_MAP = "kubernetes_config_map_v1";

/** Whether Terraform writes texts of the data as they are: `jsonencode` escapes some characters, and a template has no value. */
export const isPlain = (data: JsonObject): boolean => !/[<>&\u2028\u2029]|[$%]\{/.test(JSON.stringify(data));

/** Texts that can be checksums. */
export const checksumsIn = (json: JsonObject): ReadonlySet<string> =>
  new Set(JSON.stringify(json).match(/\b[0-9a-f]{64}\b/g));

/** The data with its keys in an order. */
export const inOrder = (data: JsonObject, order: readonly string[]): object =>
  Object.fromEntries(order.map((key) => [key, data[key]]));

/** Most keys whose orders are tried. */
const MOST_KEYS = 12;

/** Orders in which the program can have written keys: all sorted, or sorted keys of its own before those of the file. */
export function ordersOf(keys: readonly string[]): string[][] {
  const all = [...keys].sort();
  if (all.length > MOST_KEYS) return [all];
  return Array.from({ length: 2 ** all.length }, (_, chosen) => {
    const isFirst = (key: string): boolean => Math.floor(chosen / 2 ** all.indexOf(key)) % 2 === 1;
    return [...all.filter(isFirst), ...all.filter((key) => !isFirst(key))];
  });
}

/** Whether keys have the order of `jsonencode`, and of a map. */
export const areSorted = (keys: readonly string[]): boolean =>
  keys.every((key, index) => index === 0 || (keys[index - 1] ?? "") < key);

/** An expression of the JSON text of an object, with its keys in this order and expressions of the texts of their values. */
export function formattedJson(entries: readonly (readonly [key: string, text: string])[]): string {
  const form = `{${entries.map(([key]) => `${JSON.stringify(key)}:%s`).join(",")}}`;
  return `format(${[JSON.stringify(form), ...entries.map(([, text]) => text)].join(", ")})`;
}
