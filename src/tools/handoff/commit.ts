import { execFileSync } from "node:child_process";

/** The commit of a checkout, with a note where it has changes; `unknown` where git does not know. */
export function currentCommit(folder: string): string {
  try {
    const args = ["describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"];
    return execFileSync("git", args, {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "unknown";
  }
}
