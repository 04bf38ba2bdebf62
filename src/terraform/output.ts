import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readText } from "../base/read-text";
import { joinedErrors, userError } from "../base/errors";
import { LAYERS, type Layer, splitStackName } from "../base/layers";
import { FILES_BESIDE, STACK_FILES, ownSourceOf } from "../base/stack-files";
import { foreignIn } from "../base/loaded-files";
import { readRecord } from "../base/synth-record";
import { NPX } from "../base/program-name";
import { readJsonFile } from "./json-file";
import { withOwnBlocks } from "./merge";
import { type OwnBlock } from "./own-block";
import { readOwnFile } from "./own-file";
import { StackJson, asArray, asObject } from "./stack-json";
import { displayPath } from "../base/files";
import { mergedStack } from "./own-files/merged-stack";
import { FileMistake } from "./parser";

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

/**
 * Reads all stacks in the manifest of an output folder, sorted by environment and layer. Throws
 * where Terraform would load more from their folders than synth wrote: what is read here is what it
 * plans.
 *
 * @param written files that this run of synth has written and not recorded yet, relative to the folder; `edited` for a reader that names
 * itself what synth did not write
 */
export function readStacks(outdir: string, written: readonly string[] | "edited" = []): OutputStack[] {
  const entries = stackEntries(outdir);
  const folders = entries.map(({ folder }) => folder);
  if (written !== "edited") refuseForeignFiles(outdir, folders, written);
  const stacks = entries.map(({ name, ...entry }) => ({
    ...entry,
    stack: readStack(name, join(outdir, entry.folder)),
  }));
  return stacks.sort(
    (a, b) => compare(a.environment, b.environment) || LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer),
  );
}

/** A stack in the manifest of an output folder. */
type Entry = Omit<OutputStack, "stack"> & { readonly name: string };

/** The stacks in the manifest of an output folder. */
export function stackEntries(outdir: string): Entry[] {
  const manifest = readJsonFile(join(outdir, "manifest.json"));
  return Object.entries(asObject(manifest["stacks"])).flatMap(([name, entry]) => {
    const split = splitStackName(name);
    const { workingDirectory, dependencies } = asObject(entry);
    if (!split || typeof workingDirectory !== "string") return [];
    return [{ ...split, name, folder: workingDirectory, after: asArray(dependencies).map(String) }];
  });
}

function refuseForeignFiles(outdir: string, folders: readonly string[], written: readonly string[]): void {
  const files = [...readRecord(outdir).files, ...written];
  const errors = folders.flatMap((folder) => {
    const own = files.filter((file) => file.startsWith(`${folder}/`));
    const names = own.map((file) => file.slice(folder.length + 1));
    return foreignIn(join(outdir, folder), names).map(({ error }) => error);
  });
  if (errors.length > 0) throw joinedErrors(errors);
}

/** Reads the stack in a folder, with the owner's files in it. */
export function readStack(name: string, folder: string): StackJson {
  const beside = FILES_BESIDE.map((file) => join(folder, file)).filter((file) => existsSync(file));
  const generated = mergedStack([join(folder, STACK_FILES.main), ...beside].map(readJsonFile));
  const own = readdirSync(folder)
    .filter((name) => ownSourceOf(name) !== undefined)
    .sort();
  const blocks = own.map((file) => [file, readOwnCopy(join(folder, file), file)] as const);
  return blocks.length === 0
    ? new StackJson(name, generated)
    : new StackJson(name, withOwnBlocks(generated, new Map(blocks)), generated);
}

/** Synth has read the file before it copied it, so that only an edited copy has a mistake. */
function readOwnCopy(path: string, name: string): OwnBlock[] {
  const [expected, fix] = ["the copy of an own file, as synth wrote it", `run ${NPX} synth`];
  const text = readText(path, { place: displayPath(path), expected, fix });
  try {
    return readOwnFile(name, text);
  } catch (error) {
    if (!(error instanceof FileMistake)) throw error;
    throw userError({
      place: `${displayPath(path)}:${error.line}:${error.column}`,
      got: error.what,
      expected,
      fix,
      cause: error,
    });
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
