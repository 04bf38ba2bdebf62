import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../../core/errors";
import { explained } from "../../output/fs-errors";
import { type Plan, commit, isOpen, rollForward } from "../../output/journal";
import { withLock } from "../../output/lock";
import { type OutputPaths, outputPathsOf, displayPath } from "../../output/output-paths";
import { foldersAbove, lstatIfThere, removeIfPossible, sha256Of } from "../../output/tree";
import { type Bundle, PARITY_FILE } from "./bundle";
import { type FileState, readParity, statesIn } from "./folder-state";

export interface WriteOptions {
  /** Whether what somebody edited, took away or put in the way is overwritten. */
  readonly force: boolean;
  /** Puts more files into the staged bundle, and names them. @default - none */
  readonly complete?: (staged: string, folder: string) => string[];
}

export interface WriteReport {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/** A journal's moves leave no folder of a stack behind here. */
const CARRY_OUT = { keepStackFolders: false };

/**
 * Writes a bundle whole or not at all, under the journal that publishes a synth, too (decisions/0003). What is not
 * the bundle's, such as lock files and what Terraform keeps, stays.
 */
export function writeBundle(folder: string, bundle: Bundle, options: WriteOptions): WriteReport {
  const places = outputPathsOf(folder);
  try {
    mkdirSync(places.parent, { recursive: true });
    if (lstatIfThere(places.outdir)?.isDirectory() === false) {
      throw new UserError(`${displayPath(places.outdir)}: got a file, expected a folder; choose another one`);
    }
    return withLock(places, () => writeLocked(places, bundle, options));
  } catch (error) {
    const left = isOpen(places) ? "it is half written, and the next run finishes it" : "nothing was written";
    throw explained(error, places, left);
  }
}

function writeLocked(places: OutputPaths, bundle: Bundle, { force, complete }: WriteOptions): WriteReport {
  rollForward(places, CARRY_OUT);
  refuseForeign(places, bundle, force);
  const states = statesIn(places.outdir, bundle);
  const by = (...wanted: FileState[]): string[] =>
    [...states].filter(([, state]) => wanted.includes(state)).map(([path]) => path);
  // A file of somebody's own in a module is in nobody's way.
  const inTheWay = by("edited", "removed", "added").filter((path) => !isOwn(states, bundle, path));
  if (inTheWay.length > 0 && !force) throw edited(places, states, inTheWay);

  rmSync(places.staged, { recursive: true, force: true });
  mkdirSync(places.staged);
  try {
    for (const [path, text] of bundle.files) {
      mkdirSync(dirname(join(places.staged, path)), { recursive: true });
      writeFileSync(join(places.staged, path), text);
    }
    const completed = complete?.(places.staged, places.outdir) ?? [];
    const written = [
      ...by("new", "stale", "edited", "removed", "added").filter((path) => bundle.files.has(path)),
      ...completed,
    ];
    const removed = by("obsolete", "edited").filter((path) => !bundle.files.has(path));
    const plan = planOf(places, written, removed);
    commit(places, plan, CARRY_OUT);
    return { written, removed, unchanged: by("current").length };
  } finally {
    if (!isOpen(places)) removeIfPossible(places.staged);
  }
}

const isOwn = (states: ReadonlyMap<string, FileState>, bundle: Bundle, path: string): boolean =>
  states.get(path) === "added" && !bundle.files.has(path);

/** The proof comes last, so that a folder with it is whole. */
function planOf({ staged }: OutputPaths, written: readonly string[], removed: readonly string[]): Plan {
  const changes = written.length > 0 || removed.length > 0;
  return {
    removeFiles: removed,
    removeTrees: [],
    removeFolders: [...new Set(removed.flatMap(foldersAbove))].sort((a, b) => b.length - a.length),
    put: (changes ? [...written, PARITY_FILE] : []).map((file) => ({
      file,
      sha256: sha256Of(join(staged, file)),
    })),
  };
}

/** A folder with other things in it may be anybody's, and one of another environment belongs to other state. */
function refuseForeign({ outdir }: OutputPaths, { parity }: Bundle, force: boolean): void {
  if (lstatIfThere(outdir) === undefined) return;
  const before = readParity(outdir);
  if (before === undefined) {
    if (readdirSync(outdir).length === 0) return;
    throw new UserError(
      `${displayPath(outdir)}: got a folder with files and no ${PARITY_FILE}, expected an empty one or an earlier hand-over; choose another one`,
    );
  }
  if (before.environment === parity.environment || force) return;
  throw new UserError(
    `${displayPath(outdir)}: got the modules of ${before.environment}, expected those of ${parity.environment}; choose another folder, or replace them with --force`,
  );
}

const WORDS: Partial<Record<FileState, string>> = {
  edited: "was edited since it was handed over",
  removed: "was taken away since it was handed over",
  added: "is somebody's own, and stands where a file would be written",
};

function edited(
  { outdir }: OutputPaths,
  states: ReadonlyMap<string, FileState>,
  paths: readonly string[],
): UserError {
  return new UserError(
    [
      `${displayPath(outdir)}: got files that somebody changed, expected them as they were handed over; nothing was written`,
      ...paths.map((path) => `  ${path} ${WORDS[states.get(path) ?? "edited"] ?? ""}`),
      "keep the edits and take ownership of the module, or overwrite them with --force",
    ].join("\n"),
  );
}
