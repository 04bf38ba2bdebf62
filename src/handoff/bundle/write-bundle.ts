import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type UserError, userError } from "../../base/errors";
import { explained } from "../../base/output-fs-errors";
import { type Plan, commit, isOpen, rollForward } from "../../base/journal";
import { takeLock } from "../../base/lock";
import { makeFolder } from "../../base/make-folder";
import { type OutputPaths, outputPathsOf, displayPath } from "../../base/output-paths";
import { foldersAbove, hasSameBytes, lstatIfThere, removeIfPossible, sha256Of } from "../../base/tree";
import { type Bundle } from "./bundle";
import { PARITY_FILE } from "./parity-file";
import { type OwnerValue, refuseUnmergeable, withOwnersValues } from "../owner-values/owner-values";
import { type FileState, readParity, statesIn } from "./folder-state";

export interface WriteOptions {
  /** Whether files that were edited, deleted or added since the last hand-over are overwritten. */
  readonly force: boolean;
  /** Whether edited files stay, and the proof is removed: the team owns the folder from now on. @default false */
  readonly own?: boolean;
  /** Files of the owner, by path: the first hand-over writes them, and no later one. @default - none */
  readonly ownerFiles?: ReadonlyMap<string, string>;
  /** Adds files to the staged bundle and returns their paths. @default - none */
  readonly complete?: (staged: string, folder: string) => string[];
}

export interface WriteReport {
  readonly written: readonly string[];
  /** Files of the owner that this hand-over writes for the first and last time. */
  readonly begun: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
  /** Edited files that stay. */
  readonly kept: readonly string[];
  /** Values of the owner, and values that this hand-over changed in their files. */
  readonly values: readonly OwnerValue[];
}

const NO_FILES: ReadonlyMap<string, string> = new Map();

/** A bundle keeps no folder of a stack that is removed. */
const CARRY_OUT = { keepStackFolders: false };

/**
 * Writes a complete bundle or nothing, with the same journal as synth (docs/decisions/0003). Files that are not part of the
 * bundle, such as lock files and Terraform's own files, are kept.
 */
export function writeBundle(folder: string, bundle: Bundle, options: WriteOptions): WriteReport {
  const places = outputPathsOf(folder);
  try {
    makeFolder(places.parent);
    if (lstatIfThere(places.outdir)?.isDirectory() === false) {
      throw userError({
        place: displayPath(places.outdir),
        got: "a file",
        expected: "a folder",
        fix: "choose another path",
      });
    }
    const release = takeLock(places);
    try {
      return writeLocked(places, bundle, options);
    } finally {
      release();
    }
  } catch (error) {
    const left = isOpen(places) ? "it is partly written; the next run completes it" : "nothing was written";
    throw explained(error, places, left);
  }
}

function writeLocked(places: OutputPaths, generated: Bundle, options: WriteOptions): WriteReport {
  const { force, own = false, ownerFiles = NO_FILES, complete } = options;
  rollForward(places, CARRY_OUT);
  refuseForeign(places, generated, force);
  const before = readParity(places.outdir);
  const { bundle, values, problems } = withOwnersValues(places.outdir, before, generated);
  if (!force) refuseUnmergeable(problems);
  const begun = before === undefined ? ownerFiles : NO_FILES;
  const states = statesIn(places.outdir, bundle);
  const isValues = (path: string): boolean => bundle.valuesFiles.some((file) => file.path === path);
  const by = (...wanted: FileState[]): string[] =>
    [...states].filter(([, state]) => wanted.includes(state)).map(([path]) => path);
  // An added file prevents the hand-over only at the path of a file of the bundle.
  const conflicts = by("edited", "removed", "added").filter(
    (path) => !isOwn(states, bundle, path) && !isValues(path),
  );
  if (conflicts.length > 0 && !force && !own) throw edited(places, states, conflicts);

  const kept = own && !force ? conflicts : [];
  rmSync(places.staged, { recursive: true, force: true });
  mkdirSync(places.staged);
  try {
    for (const [path, text] of [...bundle.files, ...begun]) {
      mkdirSync(dirname(join(places.staged, path)), { recursive: true });
      writeFileSync(join(places.staged, path), text);
    }
    const completed = complete?.(places.staged, places.outdir) ?? [];
    const written = [
      ...by("new", "stale", "edited", "removed", "added").filter(
        (path) => bundle.files.has(path) && !kept.includes(path),
      ),
      ...completed,
    ];
    const removed = [
      ...by("obsolete", "edited").filter((path) => !bundle.files.has(path) && !kept.includes(path)),
      ...(own && lstatIfThere(join(places.outdir, PARITY_FILE)) ? [PARITY_FILE] : []),
    ];
    const plan = planOf(places, [...written, ...begun.keys()], removed);
    commit(places, plan, CARRY_OUT);
    return {
      written,
      begun: [...begun.keys()],
      removed,
      unchanged: by("current").length,
      kept,
      values,
    };
  } finally {
    if (!isOpen(places)) removeIfPossible(places.staged);
  }
}

const isOwn = (states: ReadonlyMap<string, FileState>, bundle: Bundle, path: string): boolean =>
  states.get(path) === "added" && !bundle.files.has(path);

/** The proof is written last, so a folder that has it is complete. */
function planOf(
  { staged, outdir }: OutputPaths,
  written: readonly string[],
  removed: readonly string[],
): Plan {
  const proof = lstatIfThere(join(staged, PARITY_FILE)) === undefined ? [] : [PARITY_FILE];
  const changes =
    written.length > 0 ||
    removed.length > 0 ||
    proof.some((file) => !hasSameBytes(join(staged, file), join(outdir, file)));
  return {
    removeFiles: removed,
    removeTrees: [],
    removeFolders: [...new Set(removed.flatMap(foldersAbove))].sort((a, b) => b.length - a.length),
    put: (changes ? [...written, ...proof] : []).map((file) => ({
      file,
      sha256: sha256Of(join(staged, file)),
    })),
  };
}

/** Refuses a folder with unrelated files, and the folder of another environment, whose modules have other states. */
function refuseForeign({ outdir }: OutputPaths, { parity }: Bundle, force: boolean): void {
  if (lstatIfThere(outdir) === undefined) return;
  const before = readParity(outdir);
  if (before === undefined) {
    if (readdirSync(outdir).length === 0) return;
    throw userError({
      place: displayPath(outdir),
      got: `a folder with files and no ${PARITY_FILE}`,
      expected: "an empty one or an earlier hand-over",
      fix: "choose another folder",
    });
  }
  if (before.environment === parity.environment || force) return;
  throw userError({
    place: displayPath(outdir),
    got: `the modules of ${before.environment}`,
    expected: `those of ${parity.environment}`,
    fix: "choose another folder, or replace them with --force",
  });
}

const WORDS: Partial<Record<FileState, string>> = {
  edited: "was edited since the hand-over",
  removed: "was deleted since the hand-over",
  added: "was not handed over, and has the path of a file of the bundle",
};

function edited(
  { outdir }: OutputPaths,
  states: ReadonlyMap<string, FileState>,
  paths: readonly string[],
): UserError {
  return userError({
    place: displayPath(outdir),
    got: "files that were changed since the hand-over",
    expected: "the files of the hand-over",
    fix: "take ownership of the module to keep the changes, or overwrite them with --force; nothing was written",
    details: paths.map((path) => `${path} ${WORDS[states.get(path) ?? "edited"] ?? ""}`),
  });
}
