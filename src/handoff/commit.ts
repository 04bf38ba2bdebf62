import { git } from "../base/git";

/**
 * The commit of a checkout, or `unknown` without git. It ends with `-dirty` if the checkout or the folder of environments
 * has uncommitted files.
 */
export function currentCommit(folder: string, environmentsDir: string): string {
  try {
    const commit = git(folder, "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*").trim();
    return commit.endsWith(DIRTY) || isCommitted(environmentsDir) ? commit : `${commit}${DIRTY}`;
  } catch {
    return "unknown";
  }
}

/** The suffix of git, which ignores untracked files. */
const DIRTY = "-dirty";

function isCommitted(environmentsDir: string): boolean {
  try {
    return git(environmentsDir, "status", "--porcelain", "--untracked-files=all", "--", ".") === "";
  } catch {
    return false; // Outside a repository.
  }
}
