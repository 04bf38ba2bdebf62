import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import testedVersions from "../scripts/tested-versions.json";

/** cdktn needs 22.11 or later. */
const VERSION = testedVersions.node.find((version) => version.startsWith("22.")) ?? "";
const FOLDER = ".cache/node22";

/** Program of Node.js 22, from npm; installs it where it is missing or of another version. */
export function node22(): string {
  const name = `node-${process.platform}-${process.arch}`;
  const installed = join(FOLDER, "node_modules", name);
  if (versionIn(installed) !== VERSION) {
    const args = ["install", "--prefix", FOLDER, "--ignore-scripts", "--no-audit", "--no-fund"];
    execFileSync("npm", [...args, `${name}@${VERSION}`], { stdio: ["ignore", "ignore", "inherit"] });
  }
  return join(installed, "bin/node");
}

function versionIn(folder: string): string | undefined {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
