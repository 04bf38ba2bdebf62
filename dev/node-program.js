// @ts-check
"use strict";

// Programs of other Node.js versions. npm has each as a package without an install script; it stays out of devDependencies,
// since only `npm run test:node` and `npm run test:cdktn` need it.
const { execFileSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { node: NODE_VERSIONS } = require("./tested-versions.json");

const root = dirname(__dirname);

/**
 * Path of the program `node` of a version such as 22.23.3. Installs it into `.cache/node22` unless it is there.
 *
 * @param {string} version
 * @returns {string}
 */
function nodeProgram(version) {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const folder = join(root, ".cache", `node${version.split(".")[0]}`);
  const program = join(folder, "node_modules", name, "bin", "node");
  if (existsSync(program) && versionOf(program) === version) return program;
  const options = [
    "--prefix",
    folder,
    "--ignore-scripts",
    "--no-save",
    "--no-package-lock",
    "--no-audit",
    "--no-fund",
  ];
  execFileSync("npm", ["install", ...options, `${name}@${version}`], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (versionOf(program) !== version) throw new Error(`${program}: expected version ${version}`);
  return program;
}

/** @param {string} program */
const versionOf = (program) => execFileSync(program, ["--version"], { encoding: "utf8" }).trim().slice(1);

/** Versions of Node.js on which the tests run, besides the one that is installed. */
module.exports = { NODE_VERSIONS, nodeProgram };
