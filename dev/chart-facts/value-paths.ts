import { mergedValues } from "../../src/infrastructure/kubernetes-releases";
import { isJsonObject, type Json, type JsonObject } from "../../src/terraform/stack-json";

/** Type of a value, as `ChartValues` names it; undefined for null and missing ones, which say nothing. */
export function typeOfValue(value: Json | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return "list";
  if (typeof value === "object") return "mapping";
  return typeof value === "string" ? "text" : typeof value;
}

/** Paths of all values, those of mappings too. */
export const valuePaths = (values: JsonObject, prefix = ""): string[] =>
  Object.entries(values)
    // A path has a dot between keys, so a key with a dot has none.
    .filter(([key]) => /^[\w-]+$/.test(key))
    .flatMap(([key, value]) => {
      const path = `${prefix}${key}`;
      return [path, ...(isJsonObject(value) ? valuePaths(value, `${path}.`) : [])];
    });

/** A mapping with one value at a path. */
export const nestedValue = (path: string, value: Json): JsonObject =>
  path.split(".").reduceRight<Json>((inner, key) => ({ [key]: inner }), value) as JsonObject;

/** One mapping with a value at each path. */
export const nestedValues = (entries: readonly (readonly [string, Json])[]): JsonObject =>
  entries.map(([path, value]) => nestedValue(path, value)).reduce(mergedValues, {});
