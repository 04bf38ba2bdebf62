import { execFileSync } from "node:child_process";

/** Files that a change concerns. */
export interface ChangedFiles {
  /** The commit with which the files are compared. */
  readonly base: string;
  readonly files: readonly string[];
}

/**
 * The files that differ from the merge base with the main branch, or from the parent commit on the main branch. Files that are not
 * committed count. Undefined if git or the commits are missing.
 */
export function changedFiles(root: string): ChangedFiles | undefined {
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
  const tracked = base === undefined ? undefined : git("diff", "--name-only", base);
  const untracked = git("ls-files", "--others", "--exclude-standard");
  if (base === undefined || tracked === undefined || untracked === undefined) return undefined;
  return { base, files: `${tracked}\n${untracked}`.split("\n").filter((file) => file !== "") };
}
