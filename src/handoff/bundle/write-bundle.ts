import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type UserError, userError } from "../../base/errors";
import { lstatIfThere, displayPath } from "../../base/files";
import { type Bundle } from "./bundle";
import { PARITY_FILE } from "./parity-file";
import { type OwnerValue, refuseUnmergeable, withOwnersValues } from "../owner-values/owner-values";
import { type FileState, readParity, statesIn } from "./folder-state";
import { LockedFolder } from "../../base/locked-folder";

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

interface WriteReport {
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

const LOCKED = {
  keepStackFolders: false,
  notAFile: { expected: "a folder", fix: "choose another path" },
  left: {
    partly: "it is partly written; the next run completes it",
    nothing: () => "nothing was written",
  },
};

/**
 * Writes a complete bundle or nothing, with the same journal as synth (docs/decisions/0003). Files that are not part of the
 * bundle, such as lock files and Terraform's own files, are kept.
 */
export function writeBundle(folder: string, bundle: Bundle, options: WriteOptions): WriteReport {
  const output = LockedFolder.open(folder, LOCKED);
  try {
    return writeLocked(output, bundle, options);
  } catch (error) {
    throw output.explained(error);
  } finally {
    output.close();
  }
}

function writeLocked(output: LockedFolder, generated: Bundle, options: WriteOptions): WriteReport {
  const { force, own = false, ownerFiles = NO_FILES, complete } = options;
  const { folder: outdir, staged } = output;
  refuseForeign(outdir, generated, force);
  const before = readParity(outdir);
  const { bundle, values, problems } = withOwnersValues(outdir, before, generated);
  if (!force) refuseUnmergeable(problems);
  const begun = before === undefined ? ownerFiles : NO_FILES;
  const states = statesIn(outdir, bundle);
  const isValues = (path: string): boolean => bundle.valuesFiles.some((file) => file.path === path);
  const by = (...wanted: FileState[]): string[] =>
    [...states].filter(([, state]) => wanted.includes(state)).map(([path]) => path);
  // An added file prevents the hand-over only at the path of a file of the bundle.
  const conflicts = by("edited", "removed", "added").filter(
    (path) => !isOwn(states, bundle, path) && !isValues(path),
  );
  if (conflicts.length > 0 && !force && !own) throw edited(outdir, states, conflicts);

  const kept = own && !force ? conflicts : [];
  output.stage();
  for (const [path, text] of [...bundle.files, ...begun]) {
    mkdirSync(dirname(join(staged, path)), { recursive: true });
    writeFileSync(join(staged, path), text);
  }
  const completed = complete?.(staged, outdir) ?? [];
  const written = [
    ...by("new", "stale", "edited", "removed", "added").filter(
      (path) => bundle.files.has(path) && !kept.includes(path),
    ),
    ...completed,
  ];
  const removed = [
    ...by("obsolete", "edited").filter((path) => !bundle.files.has(path) && !kept.includes(path)),
    ...(own && lstatIfThere(join(outdir, PARITY_FILE)) ? [PARITY_FILE] : []),
  ];
  // The proof is written last, so a folder that has it is complete.
  output.replace([...written, ...begun.keys()], removed, PARITY_FILE);
  return {
    written,
    begun: [...begun.keys()],
    removed,
    unchanged: by("current").length,
    kept,
    values,
  };
}

const isOwn = (states: ReadonlyMap<string, FileState>, bundle: Bundle, path: string): boolean =>
  states.get(path) === "added" && !bundle.files.has(path);

/** Refuses a folder with unrelated files, and the folder of another environment, whose modules have other states. */
function refuseForeign(outdir: string, { parity }: Bundle, force: boolean): void {
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

function edited(outdir: string, states: ReadonlyMap<string, FileState>, paths: readonly string[]): UserError {
  return userError({
    place: displayPath(outdir),
    got: "files that were changed since the hand-over",
    expected: "the files of the hand-over",
    fix: "take ownership of the module to keep the changes, or overwrite them with --force; nothing was written",
    details: paths.map((path) => `${path} ${WORDS[states.get(path) ?? "edited"] ?? ""}`),
  });
}
