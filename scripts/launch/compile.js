// @ts-check
"use strict";

const { spawnSync } = require("node:child_process");
const { existsSync, mkdtempSync, readFileSync, rmSync } = require("node:fs");
const { SourceMap, createRequire, isBuiltin } = require("node:module");
const { tmpdir } = require("node:os");
const { dirname, join, resolve } = require("node:path");
const { digestOfFile } = require("./cache");

/** @typedef {import("./layers").Compiled} Compiled */

const BINARY = binary();
const MAP_COMMENT = "//# sourceMappingURL=data:application/json;base64,";
const OPTIONS = [
  "--platform=node",
  "--target=node20",
  "--format=cjs",
  // A compiled script has no loader for `import()`.
  "--supported:dynamic-import=false",
];

/** @param {string} root @param {string[]} sources @returns {[string, Compiled][]} */
function compileModules(root, sources) {
  const digests = sources.map((source) => digestOfFile(join(root, source)));
  const texts = compiledTexts(root, sources) ?? process.exit(1);
  // Whoever saves a source while it is compiled gets what was saved.
  if (sources.some((source, index) => digestOfFile(join(root, source)) !== digests[index]))
    return compileModules(root, sources);
  return sources.map((source, index) => {
    const text = texts.get(source);
    if (text === undefined) throw new Error(`esbuild did not name its output of ${source}`);
    return [source, { digest: digests[index] ?? "", ...required(root, source, text), text }];
  });
}

/** Each source as a CommonJS module. @param {string} root @param {string[]} sources */
function compiledTexts(root, sources) {
  const folder = mkdtempSync(join(tmpdir(), "launch-"));
  try {
    const metafile = join(folder, "meta.json");
    // The hash keeps x.ts and x.json apart.
    const output = [`--outdir=${folder}`, "--entry-names=[dir]/[name]-[hash]", `--metafile=${metafile}`];
    if (esbuild(root, [...sources, ...output, "--log-level=warning"]) === undefined) return undefined;
    /** @type {import("esbuild").Metafile} */
    const { outputs } = JSON.parse(readFileSync(metafile, "utf8"));
    return new Map(
      Object.entries(outputs).map(([file, { entryPoint = "" }]) => [
        entryPoint,
        readFileSync(resolve(root, file), "utf8"),
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a compiled module requires. @param {string} root @param {string} source @param {string} text */
function required(root, source, text) {
  const { resolve: locate } = createRequire(join(root, "package.json"));
  /** @type {Pick<Compiled, "imports" | "packages">} */
  const found = { imports: {}, packages: [] };
  // Words in quotes may look like it; what leads nowhere is left to `require` at the time.
  for (const [, name = ""] of text.matchAll(/\brequire\("([^"\n]+)"\)/g)) {
    if (name.startsWith(".")) {
      const path = join(dirname(source), name);
      const file = [`${path}.ts`, `${path}.js`, path].find((candidate) => existsSync(join(root, candidate)));
      if (file !== undefined) found.imports[name] = file;
    } else if (!isBuiltin(name)) {
      try {
        locate(name);
        found.packages.push(name);
      } catch {}
    }
  }
  return found;
}

/**
 * A function, as text, of a module that exports each package by its name, as a function which evaluates it.
 * @param {string} root @param {string[]} packages
 */
function compilePackages(root, packages) {
  const entries = packages.map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(name)}),`);
  const options = [
    "--bundle",
    "--external:archiver",
    // Reads a file that lies beside it.
    "--external:@cdktf/hcl2json",
    "--banner:js=(function (require, module, exports, __filename) {",
    "--footer:js=})",
    // Without comments, and with them the only characters that are not ASCII; in lines that can still be read.
    "--minify-whitespace",
    "--line-limit=120",
    "--log-level=error",
  ];
  return esbuild(root, options, `module.exports = {\n${entries.join("\n")}\n};`) ?? process.exit(1);
}

/** Where each place of a compiled module comes from. @param {string} root @param {string} source */
function sourceMapOf(root, source) {
  const text = esbuild(root, [source, "--sourcemap=inline", "--sources-content=false", "--log-level=error"]);
  if (text === undefined) return undefined;
  const map = text.slice(text.lastIndexOf(MAP_COMMENT) + MAP_COMMENT.length);
  return new SourceMap(JSON.parse(Buffer.from(map, "base64").toString()));
}

/**
 * Runs esbuild's binary, which takes a third of the time of its JavaScript interface.
 * @param {string} root @param {string[]} args @param {string} [input]
 * @returns {string | undefined} its output; nothing if it has printed what is wrong and where
 */
function esbuild(root, args, input = "") {
  const { status, stdout, error } = spawnSync(BINARY, [...args, ...OPTIONS], {
    cwd: root,
    input,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "inherit"],
    maxBuffer: Infinity,
  });
  if (error) throw error;
  return status === 0 ? stdout : undefined;
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

module.exports = { compileModules, compilePackages, sourceMapOf };
