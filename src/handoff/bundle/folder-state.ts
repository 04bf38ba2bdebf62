import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { userError } from "../../base/errors";
import { lstatIfThere, readTextIfThere, staysInside, displayPath } from "../../base/files";
import { SYNTAXES } from "../module/format";
import { chartFolders, filesIn } from "../own-edits/chart-files";
import { isLoaded } from "../own-edits/module-files";
import { type Bundle } from "./bundle";
import { PARITY_FILE, type Parity } from "./parity-file";
import { sha256, sha256Of } from "../../base/digests";

/** State of a file: its changes since the last hand-over, and compared with a hand-over of now. */
export type FileState =
  /** Up to date. */
  | "current"
  /** Unchanged since the hand-over; a hand-over of now writes other contents. */
  | "stale"
  /** Does not exist yet. */
  | "new"
  /** Unchanged since the hand-over; a hand-over of now no longer writes it. */
  | "obsolete"
  /** Edited since the hand-over. */
  | "edited"
  /** Deleted since the hand-over. */
  | "removed"
  /** Not handed over, but in a module or at the path of a file of the bundle. */
  | "added";

/** Contents of a folder's `parity.json`; undefined if there is none. */
export function readParity(folder: string): Parity | undefined {
  const file = join(folder, PARITY_FILE);
  const text = readTextIfThere(file);
  if (text === undefined) return undefined;
  try {
    const parity = JSON.parse(text.replace(/^\uFEFF/, "")) as Parity;
    const isWhole =
      typeof parity.environment === "string" &&
      typeof parity.commit === "string" &&
      Object.hasOwn(SYNTAXES, parity.format) &&
      Object.entries(parity.files).every(([path, sum]) => staysInside(path) && typeof sum === "string");
    if (isWhole) return parity;
  } catch {
    // reported below
  }
  throw userError({
    place: displayPath(file),
    got: "a file that handoff did not write",
    expected: "the file of an earlier hand-over",
    fix: "move it away, or choose another folder",
  });
}

/** State of every file of the bundle and of the folder's last hand-over, sorted by path. */
export function statesIn(folder: string, { files, parity }: Bundle): Map<string, FileState> {
  const before = readParity(folder)?.files ?? {};
  const after = new Map([...files].map(([path, text]) => [path, sha256(text)]));
  const states = new Map<string, FileState>();
  for (const path of new Set([...Object.keys(before), ...after.keys()])) {
    // The proof changes with every other file and is not meant to be edited.
    if (path === PARITY_FILE) continue;
    const state = stateOf(checksumIn(folder, path), before[path], after.get(path));
    if (state !== undefined) states.set(path, state);
  }
  const added = [
    ...addedIn(folder, Object.keys(parity.modules)),
    ...filesIn(folder, chartFolders(files.keys())),
  ];
  for (const path of added) {
    if (!states.has(path)) states.set(path, "added");
  }
  return new Map([...states].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function stateOf(
  there: string | undefined,
  before: string | undefined,
  after: string | undefined,
): FileState | undefined {
  if (there === after) return after === undefined ? undefined : "current";
  if (there === undefined) return before === undefined ? "new" : "removed";
  if (before === undefined) return "added";
  if (there !== before) return "edited";
  return after === undefined ? "obsolete" : "stale";
}

function checksumIn(folder: string, path: string): string | undefined {
  const file = join(folder, path);
  return lstatIfThere(file)?.isDirectory() === false ? sha256Of(file) : undefined;
}

/** Files in a module's folder that Terraform reads by itself, also those that were not handed over. */
function addedIn(folder: string, modules: readonly string[]): string[] {
  return modules.flatMap((module) => {
    const place = join(folder, module);
    if (!existsSync(place) || !statSync(place).isDirectory()) return [];
    return readdirSync(place)
      .filter(isLoaded)
      .map((name) => `${module}/${name}`);
  });
}
