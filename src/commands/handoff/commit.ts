import { execFileSync } from "node:child_process";

/**
 * The commit of a checkout; `unknown` where git does not know. With a note where the checkout has changes, or where the
 * folder of environments holds anything that is in no commit.
 */
export function currentCommit(folder: string, environmentsDir: string): string {
  try {
    const commit = git(folder, "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*").trim();
    return commit.endsWith(DIRTY) || isCommitted(environmentsDir) ? commit : `${commit}${DIRTY}`;
  } catch {
    return "unknown";
  }
}

/** As git writes it itself, which leaves out files that it does not track. */
const DIRTY = "-dirty";

function isCommitted(environmentsDir: string): boolean {
  try {
    return git(environmentsDir, "status", "--porcelain", "--untracked-files=all", "--", ".") === "";
  } catch {
    return false; // outside of any repository
  }
}

const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync("git", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
