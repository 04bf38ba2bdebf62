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
  // The compiled script has no loader for `import()`.
  "--supported:dynamic-import=false",
];

/** @param {string} root @param {string[]} sources @returns {[string, Compiled][]} */
function compileModules(root, sources) {
  const digests = sources.map((source) => digestOfFile(join(root, source)));
  const texts = compiledTexts(root, sources) ?? process.exit(1);
  // A source that was saved during the compilation is compiled again.
  if (sources.some((source, index) => digestOfFile(join(root, source)) !== digests[index]))
    return compileModules(root, sources);
  return sources.map((source, index) => {
    const text = texts.get(source);
    if (text === undefined) throw new Error(`esbuild did not name its output of ${source}`);
    return [source, { digest: digests[index] ?? "", ...required(root, source, text), text }];
  });
}

/** Compiles each source to a CommonJS module. @param {string} root @param {string[]} sources */
function compiledTexts(root, sources) {
  const folder = mkdtempSync(join(tmpdir(), "launch-"));
  try {
    const metafile = join(folder, "meta.json");
    // The hash separates x.ts from x.json.
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

/** Modules and packages that a compiled module requires. @param {string} root @param {string} source @param {string} text */
function required(root, source, text) {
  const { resolve: locate } = createRequire(join(root, "package.json"));
  /** @type {Pick<Compiled, "imports" | "packages">} */
  const found = { imports: {}, packages: [] };
  // A string literal may look like a call; a name that does not resolve is left to `require` at run time.
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
 * Bundles packages into the text of a function. It fills a module that exports, under the name of each package, a function
 * that evaluates the package.
 * @param {string} root @param {string[]} packages
 */
function compilePackages(root, packages) {
  const entries = packages.map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(name)}),`);
  const options = [
    "--bundle",
    "--external:archiver",
    // It reads a file in its own folder.
    "--external:@cdktf/hcl2json",
    "--banner:js=(function (require, module, exports, __filename) {",
    "--footer:js=})",
    // Removes comments, which contain the only non-ASCII characters, and keeps lines short enough to read.
    "--minify-whitespace",
    "--line-limit=120",
    "--log-level=error",
  ];
  return esbuild(root, options, `module.exports = {\n${entries.join("\n")}\n};`) ?? process.exit(1);
}

/** Source map of a compiled module. @param {string} root @param {string} source */
function sourceMapOf(root, source) {
  const text = esbuild(root, [source, "--sourcemap=inline", "--sources-content=false", "--log-level=error"]);
  if (text === undefined) return undefined;
  const map = text.slice(text.lastIndexOf(MAP_COMMENT) + MAP_COMMENT.length);
  return new SourceMap(JSON.parse(Buffer.from(map, "base64").toString()));
}

/**
 * Runs esbuild's binary, which takes a third of the time of the JavaScript API.
 * @param {string} root @param {string[]} args @param {string} [input]
 * @returns {string | undefined} its output; undefined if it has printed errors
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
  // The second name is a script that finds the binary of other platforms.
  for (const name of [`@esbuild/${process.platform}-${process.arch}/bin/esbuild`, "esbuild/bin/esbuild"]) {
    try {
      return require.resolve(name);
    } catch {}
  }
  console.error("the packages are not installed; run npm ci");
  return process.exit(1);
}

module.exports = { compileModules, compilePackages, sourceMapOf };
