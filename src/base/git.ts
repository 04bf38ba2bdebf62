import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { userError } from "./errors";

/** A repository may come from anyone: no program that its settings name runs, and no folder in it is a repository. */
const OPTIONS = [
  ...["core.fsmonitor=false", "core.hooksPath=/dev/null", "safe.bareRepository=explicit"],
  // what a partial clone lacks is not fetched
  "protocol.allow=never",
];
const FILTERS = ["config", "--null", "--name-only", "--get-regexp", "^filter\\."];

const spawned = (cwd: string, options: readonly string[], args: readonly string[]) =>
  spawnSync("git", [...options.flatMap((option) => ["-c", option]), ...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });

/** Runs git in a folder. Filters that its settings name are off, so that files are as in their commits. */
export function runGit(cwd: string, ...args: readonly string[]): SpawnSyncReturns<string> {
  const keys = (spawned(cwd, OPTIONS, FILTERS).stdout ?? "").split("\0").filter(Boolean);
  const filters = [...new Set(keys.map((key) => key.slice(0, key.lastIndexOf("."))))];
  const unnamed = filters.find((filter) => filter.includes("="));
  if (unnamed !== undefined)
    throw userError({
      place: "settings of git",
      got: unnamed,
      expected: "filters without = in their names, which an option can turn off",
      fix: "rename the filter",
    });
  const off = filters.flatMap((filter) => [`${filter}.process=`, `${filter}.required=false`]);
  return spawned(cwd, [...OPTIONS, ...off], args);
}

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
