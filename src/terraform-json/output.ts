import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { userError } from "../core/errors";
import { LAYERS, type Layer, splitStackName } from "../core/layers";
import { FILES_BESIDE, STACK_FILE } from "../core/stack-files";
import { displayPath } from "../output/output-paths";
import { type Json, type JsonObject, StackJson, asArray, asObject, mergedStack } from "./stack-json";

/** A stack in an output folder. */
export interface OutputStack {
  readonly environment: string;
  readonly layer: Layer;
  /** Folder of the stack, relative to the output folder. */
  readonly folder: string;
  /** Names of the stacks that are applied before it. */
  readonly after: readonly string[];
  readonly stack: StackJson;
}

/** Reads all stacks in the manifest of an output folder, sorted by environment and layer. */
export function readStacks(outdir: string): OutputStack[] {
  const manifest = readJson(join(outdir, "manifest.json"));
  const stacks = Object.entries(asObject(manifest["stacks"])).flatMap(([name, entry]) => {
    const split = splitStackName(name);
    const { workingDirectory, dependencies } = asObject(entry);
    if (!split || typeof workingDirectory !== "string") return [];
    const stack = readStack(name, join(outdir, workingDirectory));
    return [{ ...split, folder: workingDirectory, after: asArray(dependencies).map(String), stack }];
  });
  return stacks.sort(
    (a, b) => compare(a.environment, b.environment) || LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer),
  );
}

/** Reads the stack in a folder. */
export function readStack(name: string, folder: string): StackJson {
  const beside = FILES_BESIDE.map((file) => join(folder, file)).filter((file) => existsSync(file));
  return new StackJson(name, mergedStack([join(folder, STACK_FILE), ...beside].map(readJson)));
}

/** Throws, with the name of the file, if it is not JSON: truncated, empty, or HCL that a user wrote over it. */
function readJson(file: string): JsonObject {
  const text = readFileSync(file, "utf8");
  try {
    return asObject(JSON.parse(text) as Json);
  } catch (error) {
    throw userError({
      place: displayPath(file),
      got:
        text.trim() === ""
          ? "an empty file"
          : `invalid JSON (${(error as Error).message.replaceAll(/\s+/g, " ")})`,
      expected: "the JSON that synth wrote",
      fix: "run npm run synth",
      cause: error,
    });
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
