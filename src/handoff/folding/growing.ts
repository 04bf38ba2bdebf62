import { type SettingPath } from "../../terraform/cause-record";
import { type Json } from "../../terraform/stack-json";
import { type Element } from "./collection";

/** An element of a list, by its text or its name; that of a map has its key. */
export function asElement(value: unknown, key?: string): Element {
  if (typeof value !== "object" || value === null) return { key: String(value), values: new Map() };
  const scalars = Object.entries(value).filter(([, item]) => typeof item !== "object" || isListOfTexts(item));
  const named =
    (value as Record<string, unknown>)["name"] ?? scalars.find(([, item]) => typeof item === "string")?.[1];
  return {
    key: key ?? String(named),
    values: new Map(scalars.map(([name, item]) => [snakeCase(name), item as Json])),
  };
}

/** `zones` of `network.zones`, and `api_access_cidrs` of `cluster.apiAccess.cidrs`. */
export const variableName = (path: SettingPath): string =>
  snakeCase(path.slice(path.length > 2 ? -2 : -1).join("_"));

export const snakeCase = (text: string): string =>
  text
    .replace(/([a-z0-9])(GiB|MiB|[A-Z])/g, "$1_$2")
    .replace(/(Gi|Mi)_B/g, "$1B")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_");

const isListOfTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string");
