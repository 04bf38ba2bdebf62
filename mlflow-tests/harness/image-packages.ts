import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Variables, run } from "../../terraform-tests/harness/processes";

/** Sources of the image: exact versions of all packages, with their checksums, and the start script. */
export const IMAGE = resolve(__dirname, "../../images/mlflow");

const CACHE = resolve(__dirname, "../../.cache/mlflow");

/**
 * Installs the packages of the image into a virtual environment below `.cache`, once for each set of versions. Returns the folder
 * of its programs.
 *
 * @throws without Python, or if a package cannot be installed: the tests never pass without the server
 */
export async function installImagePackages(env: Variables, say: (line: string) => void): Promise<string> {
  const requirements = join(IMAGE, "requirements.txt");
  const version = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 16);
  const folder = join(CACHE, version);
  const programs = join(folder, "bin");
  // Written last: an interrupted installation is done again.
  const marker = join(folder, "installed");
  if (existsSync(marker)) return programs;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  say("the packages of images/mlflow are installed into .cache/mlflow, about a minute");
  try {
    await run({ program: "python3", args: ["-m", "venv", folder], cwd: CACHE, env });
  } catch (error) {
    throw new Error(`npm run test:mlflow needs Python 3.11 with the module venv\n${String(error)}`);
  }
  const install = ["-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", "-r", requirements];
  await run({ program: join(programs, "python"), args: install, cwd: CACHE, env });
  writeFileSync(marker, "");
  return programs;
}
