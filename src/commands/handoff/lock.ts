import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../core/errors";
import { LOCK_COMMAND } from "../../handoff/module/readme";

const LOCK_FILE = ".terraform.lock.hcl";

/**
 * Writes the lock files of staged modules for all platforms, beginning with those that are in `folder` already. Names
 * the files.
 */
export function lockProviders(
  modules: readonly string[],
  staged: string,
  folder: string,
  env: NodeJS.ProcessEnv,
): string[] {
  const [program = "", ...args] = LOCK_COMMAND.split(" ");
  return modules.map((module) => {
    const cwd = join(staged, module);
    const kept = join(folder, module, LOCK_FILE);
    if (existsSync(kept)) copyFileSync(kept, join(cwd, LOCK_FILE));
    try {
      execFileSync(program, [...args, "-no-color"], { cwd, env, encoding: "utf8", stdio: "pipe" });
    } catch (error) {
      const { code, stderr } = error as { code?: string; stderr?: string };
      const got = code === "ENOENT" ? "no such program on the PATH" : `\n${(stderr ?? String(error)).trim()}`;
      throw new UserError(
        `--lock: ${LOCK_COMMAND} in ${module}: got ${got}\nnothing was written; leave --lock out, and run that command where a registry can be reached`,
      );
    }
    return `${module}/${LOCK_FILE}`;
  });
}
