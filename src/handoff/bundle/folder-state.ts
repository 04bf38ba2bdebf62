import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../core/errors";
import { displayPath } from "../../output/output-paths";
import { lstatIfThere, readTextIfThere, staysInside } from "../../output/tree";
import { SYNTAXES } from "../module/format";
import { type Bundle, PARITY_FILE, type Parity, sha256 } from "./bundle";

/** What became of a file of a bundle since it was handed over, and what it would be now. */
export type FileState =
  /** Is what it would be now. */
  | "current"
  /** Is as it was handed over, and would be written otherwise now. */
  | "stale"
  /** Is not there yet. */
  | "new"
  /** Is as it was handed over, and would not be written any more. */
  | "obsolete"
  /** Was changed by somebody. */
  | "edited"
  /** Was taken away by somebody. */
  | "removed"
  /** Was put there by somebody, where a file of the bundle would go, or into a module. */
  | "added";

/** What `parity.json` of a folder says; undefined where there is none. */
export function readParity(folder: string): Parity | undefined {
  const file = join(folder, PARITY_FILE);
  const text = readTextIfThere(file);
  if (text === undefined) return undefined;
  try {
    const parity = JSON.parse(text) as Parity;
    const isWhole =
      typeof parity.environment === "string" &&
      typeof parity.commit === "string" &&
      Object.hasOwn(SYNTAXES, parity.format) &&
      Object.entries(parity.files).every(([path, sum]) => staysInside(path) && typeof sum === "string");
    if (isWhole) return parity;
  } catch {
    // told below
  }
  throw new UserError(
    `${displayPath(file)}: got a file that handoff did not write, expected that of an earlier hand-over; move it away, or choose another folder`,
  );
}

/** Every file of the bundle and of the folder's last hand-over, with its state; sorted by path. */
export function statesIn(folder: string, { files, parity }: Bundle): Map<string, FileState> {
  const before = readParity(folder)?.files ?? {};
  const after = new Map([...files].map(([path, text]) => [path, sha256(text)]));
  const states = new Map<string, FileState>();
  for (const path of new Set([...Object.keys(before), ...after.keys()])) {
    // It changes with any other file, and holds nothing that anybody would edit.
    if (path === PARITY_FILE) continue;
    const state = stateOf(checksumIn(folder, path), before[path], after.get(path));
    if (state !== undefined) states.set(path, state);
  }
  for (const path of addedIn(folder, Object.keys(parity.modules))) {
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
  if (lstatIfThere(file)?.isDirectory() !== false) return undefined;
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

/** Files of Terraform that nobody handed over: they are part of their module all the same. */
function addedIn(folder: string, modules: readonly string[]): string[] {
  return modules.flatMap((module) => {
    const place = join(folder, module);
    if (!existsSync(place) || !statSync(place).isDirectory()) return [];
    return readdirSync(place)
      .filter((name) => /\.tf(\.json)?$/.test(name))
      .map((name) => `${module}/${name}`);
  });
}
