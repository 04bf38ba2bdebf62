import { changedFiles } from "../git/changed-files";

/** Folder of the parts: each part is one folder in it, and its other files are those of all. */
const PARTS = "src/parts/";
const SHARED = /^src\/(platform\/parts\/|parts\/([^/]+$|generated\/))/;

/** Parts that a change of files concerns. */
export interface ChangedParts {
  /** The commit with which the files are compared. */
  readonly base: string;
  /** Ids of the parts. */
  readonly ids: readonly string[];
}

/**
 * The parts with changed files. Undefined where any part can be concerned: files that all share have changed, or the changed files are
 * unknown.
 */
export function changedParts(root: string): ChangedParts | undefined {
  const changed = changedFiles(root);
  if (!changed) return undefined;
  if (changed.files.some((file) => SHARED.test(file))) return undefined;
  const folders = changed.files
    .filter((file) => file.startsWith(PARTS))
    .map((file) => file.slice(PARTS.length).split("/"));
  return { base: changed.base, ids: [...new Set(folders.map(([id]) => id ?? ""))].sort() };
}
