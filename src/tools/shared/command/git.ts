import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { userError } from "../../../shared/messages/errors";

/** A repository may come from anyone: no monitor and no hook that its settings name runs, and no folder in it is a repository. */
const OPTIONS = ["core.fsmonitor=false", "core.hooksPath=/dev/null", "safe.bareRepository=explicit"].flatMap(
  (option) => ["-c", option],
);

/** Runs git in a folder. */
export const runGit = (cwd: string, ...args: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync("git", [...OPTIONS, ...args], { cwd, encoding: "utf8", maxBuffer: 2 ** 28 });

/** Prints of git in a folder. Throws where it fails. */
export function git(cwd: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = runGit(cwd, ...args);
  if (status === 0) return stdout;
  throw userError({
    place: `git ${args.join(" ")}`,
    got: `exit status ${status ?? "none"}`,
    expected: "0",
    fix: "resolve the error below",
    details: (stderr ?? "").trim().split("\n"),
  });
}
