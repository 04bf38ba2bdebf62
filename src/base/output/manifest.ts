import * as path from "node:path";
import { userError } from "../errors";
import { type OutputPaths } from "./paths";
import { lstatIfThere, readTextIfThere, displayPath } from "../files";
import { MANIFEST_NAME, STACKS_FOLDER } from "../stack-files";
import { listFolders } from "./tree";

/** The fields of cdktf's `manifest.json` that a commit reads. Other fields are kept unchanged. */
export interface CdkManifest {
  readonly stacks: Readonly<Record<string, { readonly synthesizedStackPath: string }>>;
}

/**
 * Reads the manifest of an earlier synth; without one, it has no stacks. A truncated manifest, as
 * plain cdktf leaves it on a full disk, also counts as empty, unless this would lose the entries of
 * stacks that remain.
 */
export function readOldManifest(
  { outdir, manifest }: OutputPaths,
  isOutOfScope: (stack: string) => boolean,
): CdkManifest {
  const text = readTextIfThere(manifest);
  if (text === undefined) return { stacks: {} };
  const value = parse(text);
  if (isManifest(value)) return value;
  if (value !== undefined) {
    throw userError({
      place: displayPath(manifest),
      got: "a file that cdktf did not write",
      expected: "the manifest of an earlier synth",
      fix: "choose another output folder, or move the file away",
    });
  }
  const lost = listFolders(path.join(outdir, STACKS_FOLDER)).filter(isOutOfScope);
  if (lost.length === 0) return { stacks: {} };
  throw userError({
    place: displayPath(manifest),
    got: "invalid JSON",
    expected: `a manifest with ${lost.join(", ")}`,
    fix: "synthesize all environments in one run",
  });
}

export function parseStaged(text: string): CdkManifest {
  const value = parse(text);
  if (!isManifest(value)) throw new Error(`synth wrote an invalid ${MANIFEST_NAME}`);
  return value;
}

/**
 * Entries of the old manifest that this run keeps, since it does not synthesize their environment. A stack whose files
 * were deleted is dropped: readers of the manifest would fail on it.
 */
export function keptEntries(
  outdir: string,
  old: CdkManifest,
  staged: CdkManifest,
  isOutOfScope: (stack: string) => boolean,
): CdkManifest["stacks"] {
  return Object.fromEntries(
    Object.entries(old.stacks).filter(
      ([stack, { synthesizedStackPath }]) =>
        !Object.hasOwn(staged.stacks, stack) &&
        isOutOfScope(stack) &&
        lstatIfThere(path.join(outdir, synthesizedStackPath)) !== undefined,
    ),
  );
}

export function mergedManifest(staged: CdkManifest, kept: CdkManifest["stacks"]): string {
  return printAsCdktf({ ...staged, stacks: { ...kept, ...staged.stacks } });
}

/**
 * Prints JSON as cdktf 0.21 does (json-stable-stringify): keys sorted, and a line break even in empty lists. A merged
 * manifest thus has the same bytes as the manifest of a single synth.
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

const isManifest = (value: unknown): value is CdkManifest =>
  isObject(value) &&
  "stacks" in value &&
  isObject(value.stacks) &&
  Object.values(value.stacks).every(
    (entry: unknown) =>
      isObject(entry) && "synthesizedStackPath" in entry && typeof entry.synthesizedStackPath === "string",
  );
