// Programs of other Node.js versions. npm has each as a package without an install script; it stays out of devDependencies,
// since it is only needed where `npm run test:node` runs.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Versions of Node.js on which the tests run, besides the one that is installed. */
export const NODE_VERSIONS = JSON.parse(
  readFileSync(join(root, "scripts/tested-versions.json"), "utf8"),
).node;

/** Path of the program `node` of a version such as 22.23.3. Installs it into `.cache/node22` unless it is there. */
export function nodeProgram(version) {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const folder = join(root, ".cache", `node${version.split(".")[0]}`);
  const program = join(folder, "node_modules", name, "bin", "node");
  if (existsSync(program) && versionOf(program) === version) return program;
  const options = ["--prefix", folder, "--no-save", "--no-package-lock", "--no-audit", "--no-fund"];
  execFileSync("npm", ["install", ...options, `${name}@${version}`], { stdio: "inherit" });
  if (versionOf(program) !== version) throw new Error(`${program}: expected version ${version}`);
  return program;
}

const versionOf = (program) => execFileSync(program, ["--version"], { encoding: "utf8" }).trim().slice(1);
