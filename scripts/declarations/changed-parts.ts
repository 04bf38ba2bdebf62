import { execFileSync } from "node:child_process";

/** Folder of the parts: each part is one folder in it. */
const PARTS = "src/platform/parts/";

/** Parts that a change of files concerns. */
export interface ChangedParts {
  /** The commit with which the files are compared. */
  readonly base: string;
  /** Ids of the parts. */
  readonly ids: readonly string[];
}

/**
 * The parts with files that differ from the merge base with the main branch, or from the parent commit on the main branch.
 * Files that are not committed count. Undefined where any part can be concerned: files that all share have changed, or git or the
 * commits are missing.
 */
export function changedParts(root: string): ChangedParts | undefined {
  const git = (...args: readonly string[]): string | undefined => {
    try {
      return execFileSync("git", ["-C", root, ...args], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }).trim();
    } catch {
      return undefined;
    }
  };
  const head = git("rev-parse", "HEAD");
  const shared = git("merge-base", "HEAD", "origin/main") ?? git("merge-base", "HEAD", "main");
  const base = shared === head ? git("rev-parse", "HEAD^") : shared;
  const tracked = base === undefined ? undefined : git("diff", "--name-only", base, "--", PARTS);
  const untracked = git("ls-files", "--others", "--exclude-standard", "--", PARTS);
  if (base === undefined || tracked === undefined || untracked === undefined) return undefined;
  const files = `${tracked}\n${untracked}`.split("\n").filter((file) => file !== "");
  const folders = files.map((file) => file.slice(PARTS.length).split("/"));
  if (folders.some(({ length }) => length === 1)) return undefined;
  return { base, ids: [...new Set(folders.map(([id]) => id ?? ""))].sort() };
}
