import * as path from "node:path";
import { UserError } from "../core/errors";
import { MANIFEST_NAME, displayPath, STACKS_FOLDER, type OutputPaths } from "./output-paths";
import { listFolders, lstatIfThere, readTextIfThere } from "./tree";

/** The part of cdktf's `manifest.json` that a publish looks at; the rest passes through. */
export interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly synthesizedStackPath: string }>>;
}

/**
 * What an earlier synth published: no stacks where there is nothing. A manifest cut short (plain cdktf on a full
 * disk leaves one) counts as nothing too, unless that would lose the entries of stacks that stay.
 */
export function readOldManifest(
  { outdir, manifest }: OutputPaths,
  isOutOfScope: (stack: string) => boolean,
): Manifest {
  const text = readTextIfThere(manifest);
  if (text === undefined) return { stacks: {} };
  const value = parse(text);
  if (isManifest(value)) return value;
  if (value !== undefined) {
    throw new UserError(
      `${displayPath(manifest)}: got a file that cdktf did not write, expected the manifest of an earlier synth; ` +
        "choose another output folder, or move that file away",
    );
  }
  const lost = listFolders(path.join(outdir, STACKS_FOLDER)).filter(isOutOfScope);
  if (lost.length === 0) return { stacks: {} };
  throw new UserError(
    `${displayPath(manifest)}: got text that is no json, expected to find ${lost.join(", ")} in it; ` +
      "synthesize every environment at once",
  );
}

export function parseStaged(text: string): Manifest {
  const value = parse(text);
  if (!isManifest(value)) throw new Error(`the synth wrote no valid ${MANIFEST_NAME}`);
  return value;
}

/**
 * The stacks of the old manifest that this run leaves alone, since their environment was not synthesized.
 * One whose files somebody deleted is dropped: a reader of the manifest would stumble over it.
 */
export function keptEntries(
  outdir: string,
  old: Manifest,
  staged: Manifest,
  isOutOfScope: (stack: string) => boolean,
): Manifest["stacks"] {
  return Object.fromEntries(
    Object.entries(old.stacks).filter(
      ([stack, { synthesizedStackPath }]) =>
        !Object.hasOwn(staged.stacks, stack) &&
        isOutOfScope(stack) &&
        lstatIfThere(path.join(outdir, synthesizedStackPath)) !== undefined,
    ),
  );
}

export function mergedManifest(staged: Manifest, kept: Manifest["stacks"]): string {
  return printAsCdktf({ ...staged, stacks: { ...kept, ...staged.stacks } });
}

/**
 * JSON as cdktf 0.21 prints it (json-stable-stringify): keys sorted, and a line break even in empty lists. So
 * a manifest that was merged has the bytes of one that was synthesized at once.
 */
export function printAsCdktf(value: unknown, indent = "\n"): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return `[${value.map((item) => inner + printAsCdktf(item, inner)).join(",")}${indent}]`;
  }
  const pairs = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${inner}${JSON.stringify(key)}: ${printAsCdktf(item, inner)}`);
  return `{${pairs.join(",")}${indent}}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isManifest = (value: unknown): value is Manifest =>
  isObject(value) &&
  "stacks" in value &&
  isObject(value.stacks) &&
  Object.values(value.stacks).every(
    (entry: unknown) =>
      isObject(entry) && "synthesizedStackPath" in entry && typeof entry.synthesizedStackPath === "string",
  );
