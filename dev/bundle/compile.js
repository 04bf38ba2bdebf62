// @ts-check
"use strict";

const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const { createRequire } = require("node:module");
const { dirname, join } = require("node:path");

const BINARY = binary();
const OPTIONS = [
  "--bundle",
  "--platform=node",
  "--target=node20",
  "--format=cjs",
  // The evaluated script has no loader for `import()`.
  "--supported:dynamic-import=false",
  // Removes comments, which contain the only non-ASCII characters, and keeps lines short enough to read.
  "--minify-whitespace",
  "--line-limit=120",
  "--log-level=error",
];
// The value of the script for the start file, and what the module exports for lib, where a test runner evaluates it.
const AS_FUNCTION = [
  '--banner:js=(typeof module === "object" ? module : {}).exports = (function (require, module, exports, __filename) {',
  "--footer:js=})",
];

/** Message of the error after esbuild has printed what it refuses. */
const REFUSED = "esbuild refused a source";

/** Packages of which a user's App has its own copy. */
const FRAMEWORK = ["cdktf", "constructs"];
/** @param {string} name a package, or a file of one */
const isFramework = (name) => FRAMEWORK.some((each) => name === each || name.startsWith(`${each}/`));

/** Sources that lib evaluates, besides the program itself. */
const LIBRARY = { stacks: "./src/library/stacks.ts", testing: "./src/library/testing.ts" };

/** The writer to terminals, by which the start file shows an unexpected error. */
const TERMINAL = "./src/base/terminal.ts";

/** The package that holds WebAssembly, and its runtime: a file of its own, which only a command that uses it reads. */
const HCL_PACKAGE = "@cdktf/hcl2json";
const HCL_PARSER = `${HCL_PACKAGE}/wasm/bridge_wasm_exec.js`;
const HCL_FILE = "wasm/hcl2json/index.js";

/**
 * Files that stay beside the bundle, in a folder there, with their readers: extracts of which one line is read, and scripts in the
 * language of a shell.
 */
const BESIDE = [
  {
    folder: "provider-schemas",
    reader: "src/evidence/provider-schemas/schema-of.ts",
    files: "src/evidence/provider-schemas/extracts",
  },
  {
    folder: "service-actions",
    reader: "src/evidence/service-actions/service-actions.ts",
    files: "src/evidence/service-actions/extracts",
  },
  {
    folder: "scripts",
    reader: "src/project/image-lock/mirror-functions.ts",
    files: "src/project/image-lock/scripts",
  },
  {
    folder: "scripts",
    reader: "src/deploy/verify/pod/manifest.ts",
    files: "src/deploy/verify/pod/scripts",
  },
];

/**
 * Bundles the sources of a program into app.js, which exports a function that runs it.
 * @param {string} root @param {string} entry @param {string} folder
 * @returns {{ sources: string[], imported: string[] }} paths of the sources, and names of the modules that they import
 */
function bundleApp(root, entry, folder) {
  const options = ["--packages=external", "--sourcemap=external", "--sources-content=false", ...AS_FUNCTION];
  const exported = { start: `./${entry}`, terminal: TERMINAL, ...(entry === "main.ts" ? LIBRARY : {}) };
  const text = Object.entries(exported)
    .map(([name, path]) => `exports.${name} = () => require(${JSON.stringify(path)});`)
    .join("\n");
  const meta = esbuild(root, folder, "app.js", options, text);
  const sources = filesOf(meta);
  const copied = BESIDE.flatMap(({ reader, files, folder: beside }) =>
    sources.includes(reader) ? copyFiles(join(root, files), join(folder, beside), files) : [],
  );
  return { sources: [...sources, ...copied], imported: externalOf(meta) };
}

/** @param {string} from @param {string} to @param {string} name @returns {string[]} paths of the copied files, below the name of their folder */
function copyFiles(from, to, name) {
  return fs.readdirSync(from).map((file) => {
    replace(join(to, file), fs.readFileSync(join(from, file)));
    return `${name}/${file}`;
  });
}

/**
 * Bundles packages into packages.js, and those of the framework into framework.js. Both export a getter for each package, which
 * is evaluated when it is first read.
 * @param {string} root @param {string[]} packages @param {string} folder
 * @returns {string[]} paths of the bundled files
 */
function bundlePackages(root, packages, folder) {
  const parser = packages.includes(HCL_PARSER) ? bundleHclParser(root, folder) : [];
  const external = [...FRAMEWORK, `./${HCL_FILE}`].map((name) => `--external:${name}`);
  const others = packages.filter((name) => !isFramework(name));
  const meta = bundleGetters(root, folder, "packages.js", others, external);
  const framework = new Set([...packages, ...externalOf(meta)].filter(isFramework));
  const own = bundleGetters(root, folder, "framework.js", [...framework].sort(), ["--external:archiver"]);
  return [...parser, ...filesOf(meta), ...filesOf(own)];
}

/** @param {string} root @param {string} folder @param {string} output @param {string[]} names @param {string[]} options */
function bundleGetters(root, folder, output, names, options) {
  const entries = names.map((name) => {
    const from = name === HCL_PARSER ? `./${HCL_FILE}` : name;
    return `get ${JSON.stringify(name)}() { return require(${JSON.stringify(from)}) },`;
  });
  const text = `module.exports = {\n${entries.join("\n")}\n};`;
  return esbuild(root, folder, output, [...options, ...AS_FUNCTION], text);
}

/** Paths of the bundled files. @param {import("esbuild").Metafile} meta */
const filesOf = ({ inputs }) => Object.keys(inputs).filter((path) => path !== "<stdin>");

/** Names of the modules that are not in the bundle. @param {import("esbuild").Metafile} meta */
const externalOf = ({ outputs }) => {
  const found = Object.values(outputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  return [...new Set(found.map(({ path }) => path))].sort();
};

/** @param {string} root @param {string} folder @returns {string[]} paths of the bundled files */
function bundleHclParser(root, folder) {
  // The runtime of Go asks for this module only where the global does not exist.
  const options = ["--external:performance"];
  const text = `module.exports = require(${JSON.stringify(HCL_PARSER)});`;
  const meta = esbuild(root, folder, HCL_FILE, options, text);
  const home = dirname(createRequire(join(root, "package.json")).resolve(`${HCL_PACKAGE}/package.json`));
  replace(join(folder, "wasm/main.wasm.gz"), fs.readFileSync(join(home, "main.wasm.gz")));
  return filesOf(meta);
}

/**
 * Runs esbuild's binary, which takes a third of the time of the JavaScript API. Throws where it has printed errors.
 * @param {string} root @param {string} folder @param {string} output @param {string[]} args @param {string} input
 * @returns {import("esbuild").Metafile}
 */
function esbuild(root, folder, output, args, input) {
  const staged = fs.mkdtempSync(join(folder, ".staged-"));
  try {
    const out = [`--outfile=${join(staged, "out.js")}`, `--metafile=${join(staged, "meta.json")}`];
    const { status, error } = spawnSync(BINARY, [...args, ...OPTIONS, ...out], {
      cwd: root,
      input,
      stdio: ["pipe", "inherit", "inherit"],
    });
    if (error) throw error;
    if (status !== 0) throw new Error(REFUSED);
    const map = join(staged, "out.js.map");
    if (fs.existsSync(map)) replace(join(folder, `${output}.map`), fs.readFileSync(map));
    replace(join(folder, output), fs.readFileSync(join(staged, "out.js")));
    return JSON.parse(fs.readFileSync(join(staged, "meta.json"), "utf8"));
  } finally {
    fs.rmSync(staged, { recursive: true, force: true });
  }
}

/** Concurrent runs never read an incomplete file. @param {string} file @param {Buffer} content */
function replace(file, content) {
  fs.mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}`;
  fs.writeFileSync(part, content);
  fs.renameSync(part, file);
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

module.exports = { REFUSED, bundleApp, bundlePackages };
