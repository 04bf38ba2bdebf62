import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { type Variables, run } from "./processes";

const ROOT = resolve(__dirname, "../../../..");

/** Exact versions of Python packages with their checksums, and a suite that runs them. */
export interface PythonPackages {
  /** The lock file, absolute. */
  readonly requirements: string;
  /** Folder below `.cache`. */
  readonly cache: string;
  /** The packages, with a verb: `checkov is`. */
  readonly subject: string;
  /** The suite and the Python that it needs, such as `npm run test:mlflow needs Python 3.11`. */
  readonly need: string;
}

/** The folder of programs, which has a name of its own for each set of versions. */
export function pythonPrograms({ requirements, cache }: PythonPackages): string {
  const version = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 16);
  return join(ROOT, ".cache", cache, version, "bin");
}

/**
 * Installs the packages into a virtual environment below `.cache`, once for each set of versions.
 *
 * @returns the folder of its programs
 * @throws without Python, or if a package cannot be installed: the tests never pass without the packages
 */
export async function installPythonPackages(
  packages: PythonPackages,
  env: Variables,
  say: (line: string) => void,
): Promise<string> {
  const programs = pythonPrograms(packages);
  const folder = resolve(programs, "..");
  const cache = resolve(folder, "..");
  // Written last: an interrupted installation is done again.
  const marker = join(folder, "installed");
  if (existsSync(marker)) return programs;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  say(`${packages.subject} installed into ${relative(ROOT, cache)}, about a minute`);
  try {
    await run({ program: "python3", args: ["-m", "venv", folder], cwd: cache, env });
  } catch (error) {
    throw new Error(`${packages.need} with the module venv\n${String(error)}`);
  }
  const lock = packages.requirements;
  const install = ["-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", "-r", lock];
  await run({ program: join(programs, "python"), args: install, cwd: cache, env });
  writeFileSync(marker, "");
  return programs;
}
