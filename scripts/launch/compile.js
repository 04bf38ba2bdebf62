// @ts-check
"use strict";

const { spawn } = require("node:child_process");
const { randomUUID } = require("node:crypto");
const { readFileSync, rmSync, statSync } = require("node:fs");
const { isBuiltin } = require("node:module");
const { join } = require("node:path");

const OPTIONS = [
  "--bundle",
  "--platform=node",
  "--target=node20",
  "--format=cjs",
  // A compiled script has no loader for `import()`.
  "--supported:dynamic-import=false",
  // A function for the launcher to call.
  "--banner:js=(function (require, module, exports, __filename) {",
  "--footer:js=})",
];

/**
 * The program's own sources as one file. It ends in its source map, a comment that Node.js leaves to debuggers and
 * to the launcher's errors.
 * @param {string} root @param {string} entry relative to the root @param {string} folder for what esbuild writes
 */
async function compileApp(root, entry, folder) {
  const file = join(folder, `app.${randomUUID()}.js`);
  const metafile = `${file}.json`;
  try {
    await esbuild(root, [
      entry,
      ...OPTIONS,
      "--packages=external",
      "--keep-names",
      "--sourcemap=inline",
      "--sources-content=false",
      "--log-level=warning",
      `--outfile=${file}`,
      `--metafile=${metafile}`,
    ]);
    const { inputs, outputs } = JSON.parse(readFileSync(metafile, "utf8"));
    const sources = Object.keys(inputs);
    return {
      file,
      body: readFileSync(file, "utf8"),
      /** What it requires from outside, by the names it uses. */
      packages: packagesOf(outputs),
      /** Files it was compiled from, relative to the root. */
      sources,
      /** When the last of them was saved, in milliseconds. */
      savedAt: Math.max(...sources.map((source) => statSync(join(root, source)).mtimeMs)),
    };
  } finally {
    rmSync(file, { force: true });
    rmSync(metafile, { force: true });
  }
}

/** @param {import("esbuild").Metafile["outputs"]} outputs */
function packagesOf(outputs) {
  const imports = Object.values(outputs).flatMap((output) => output.imports);
  const names = imports.filter(({ path, external }) => external && !isBuiltin(path)).map(({ path }) => path);
  return [...new Set(names)].sort();
}

/**
 * A module that exports each package as a function which evaluates it.
 * @param {string} root @param {string[]} packages
 */
async function compileVendor(root, packages) {
  const entries = packages.map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(name)}),`);
  const module = `module.exports = {\n${entries.join("\n")}\n};`;
  // Without comments, which is also without any character that is not ASCII, and in lines that can still be read.
  const options = [
    ...OPTIONS,
    "--minify-whitespace",
    "--line-limit=120",
    "--external:archiver",
    "--log-level=error",
  ];
  return esbuild(root, options, module);
}

/**
 * Runs esbuild's binary, which takes a third of the time of its JavaScript interface. It prints what is wrong with a
 * source and where; then there is nothing to run.
 * @param {string} root @param {string[]} args @param {string} [input] @returns {Promise<string>} its output
 */
function esbuild(root, args, input) {
  return new Promise((resolve, reject) => {
    const child = spawn(binary(), args, { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (status) => (status === 0 ? resolve(output) : process.exit(1)));
    child.stdin.end(input);
  });
}

function binary() {
  // The second is a script that finds the binary of any other platform.
  for (const name of [`@esbuild/${process.platform}-${process.arch}/bin/esbuild`, "esbuild/bin/esbuild"]) {
    try {
      return require.resolve(name);
    } catch {}
  }
  console.error("the packages are not installed; run npm ci");
  return process.exit(1);
}

module.exports = { compileApp, compileVendor };
