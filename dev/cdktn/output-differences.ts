import { isDeepStrictEqual } from "node:util";
import { type Json, type JsonObject, asObject } from "../../src/terraform/stack-json";

/** Files of an output folder, by path. */
export type OutputFiles = ReadonlyMap<string, string>;

/** Versions that an output folder names as those of its framework. */
export function frameworkVersions(files: OutputFiles): string[] {
  const versions = [...files].flatMap(([path, text]) => versionIn(path, text) ?? []);
  return [...new Set(versions)].sort();
}

/**
 * Files that differ, except for the version of the framework and the format of JSON. Missing files and other values of JSON
 * are differences.
 */
export function differences(one: OutputFiles, other: OutputFiles): string[] {
  const paths = [...new Set([...one.keys(), ...other.keys()])].sort();
  return paths.filter(
    (path) => !isDeepStrictEqual(contentOf(path, one.get(path)), contentOf(path, other.get(path))),
  );
}

function contentOf(path: string, text: string | undefined): Json | undefined {
  if (text === undefined || !path.endsWith(".json")) return text;
  return withoutVersion(path, JSON.parse(text) as Json);
}

const isStack = (path: string): boolean => path.endsWith("/cdk.tf.json");

function versionIn(path: string, text: string): string | undefined {
  if (!isStack(path) && path !== "manifest.json") return undefined;
  const json = JSON.parse(text) as JsonObject;
  return String(isStack(path) ? asObject(asObject(json["//"])["metadata"])["version"] : json["version"]);
}

/** Without `version` of the manifest and of a stack's metadata. */
function withoutVersion(path: string, json: Json): Json {
  const without = (value: Json | undefined): JsonObject =>
    Object.fromEntries(Object.entries(asObject(value)).filter(([name]) => name !== "version"));
  if (path === "manifest.json") return without(json);
  if (!isStack(path)) return json;
  const comment = asObject(asObject(json)["//"]);
  return { ...asObject(json), "//": { ...comment, metadata: without(comment["metadata"]) } };
}
