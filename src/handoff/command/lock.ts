import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { userError } from "../../base/errors";
import { LOCK_NAME } from "../../base/provider-lock";
import { type Variables } from "../../project/options";
import { LOCK_COMMAND } from "../module/readme";

/**
 * Writes the lock files of staged modules for all platforms. It extends the lock files in `folder`, and returns the
 * paths of the files. A module that has the lock of its stack is complete.
 */
export function lockProviders(
  modules: readonly string[],
  staged: string,
  folder: string,
  env: Variables,
): string[] {
  const [program = "", ...args] = LOCK_COMMAND.split(" ");
  const unlocked = modules.filter((module) => !existsSync(join(staged, module, LOCK_NAME)));
  return unlocked.map((module) => {
    const cwd = join(staged, module);
    const kept = join(folder, module, LOCK_NAME);
    if (existsSync(kept)) copyFileSync(kept, join(cwd, LOCK_NAME));
    try {
      execFileSync(program, [...args, "-no-color"], { cwd, env, encoding: "utf8", stdio: "pipe" });
    } catch (error) {
      const { code, stderr } = error as { code?: string; stderr?: string };
      throw userError({
        place: "--lock",
        got: code === "ENOENT" ? `no ${program} on the PATH` : `an error of ${LOCK_COMMAND} in ${module}`,
        expected: "lock files for all platforms",
        fix: "leave --lock out, and run that command where a registry is reachable; nothing was written",
        details: code === "ENOENT" ? [] : (stderr ?? String(error)).trim().split("\n"),
      });
    }
    return `${module}/${LOCK_NAME}`;
  });
}
