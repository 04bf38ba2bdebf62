// @ts-check
"use strict";

/**
 * Runs a TypeScript program of this repository: `node scripts/launch.js main.ts [arguments]`.
 *
 * Loading some 500 files would take most of the time of a small synth. Two layers are therefore compiled into one file
 * each, and cached under `.cache/launch` with V8's compiled code:
 *
 *   app     the program's own modules; a module is compiled again when its source changes
 *   vendor  the packages that they require; compiled again when other packages are installed or required
 *
 * There is no build step, and only speed depends on the cache. `decisions/0005-launcher.md` has the measurements.
 */

const { createRequire } = require("node:module");
const { dirname, join, relative, resolve } = require("node:path");
const util = require("node:util");
const v8 = require("node:v8");

const root = dirname(__dirname);
const [program, ...args] = process.argv.slice(2);
if (program === undefined) {
  console.error(
    "usage: node scripts/launch.js <program> [arguments]; <program> is a path relative to the repository root",
  );
  process.exit(2);
}
const entry = relative(root, resolve(root, program));
process.argv = [process.execPath, join(root, entry), ...args];

// V8 in Node.js 20 optimizes too early: a synth ends before the optimized code has saved time.
if (process.version.startsWith("v20.")) v8.setFlagsFromString("--interrupt-budget=1000000");

const { LaunchCache, digestOf, digestOfFile } = require("./launch/cache");
const { currentApp, currentVendor, evaluate } = require("./launch/layers");

const cache = new LaunchCache(root, entry);
/** Files that invalidate all layers when they change. npm writes the first one on each install. */
const SETUP = [
  "node_modules/.package-lock.json",
  "tsconfig.json",
  "scripts/launch.js",
  "scripts/launch/cache.js",
  "scripts/launch/compile.js",
  "scripts/launch/layers.js",
];
const setup = digestOf(...SETUP.map((file) => digestOfFile(join(root, file))));

const app = currentApp(cache, setup, entry);
process.on("uncaughtException", (error) => {
  const { atSources } = require("./launch/source-positions");
  process.stderr.write(`${atSources(util.inspect(error), app, root)}\n`);
  process.exit(1);
});

const requireInstalled = createRequire(join(root, "package.json"));
const packages = new Set([...app.values()].flatMap((module) => module.packages));
/** Packages by name, evaluated on first use. @type {{ exports: Record<string, () => unknown> }} */
const vendor = { exports: {} };
/** Modules that packages get in place of the installed ones. @type {Record<string, unknown>} */
const substitutes = {
  // A file of cdktf loads it (50 ms), but uses it only when the file runs as a child process.
  archiver: undefined,
  // cdktf calls `util.isArray`. Since Node.js 22 each run would print that this is deprecated (DEP0044).
  util: Object.create(util, { isArray: { value: Array.isArray } }),
};
evaluate(cache, currentVendor(cache, setup, [...packages].sort()))(
  (/** @type {string} */ name) =>
    Object.hasOwn(substitutes, name) ? substitutes[name] : requireInstalled(name),
  vendor,
  vendor.exports,
  // Among all packages, only that file reads its own `__filename`.
  join(root, "node_modules/cdktf/lib/private/fs.js"),
);

/** @type {Map<import("./launch/layers").Layer, any>} */
const layers = new Map();
/** @type {Map<string, { exports: unknown }>} */
const loaded = new Map();
load(entry);

/** Evaluates a module of the program once, and returns its exports. @param {string} source @returns {unknown} */
function load(source) {
  const known = loaded.get(source);
  if (known) return known.exports;
  const module = { exports: {} };
  loaded.set(source, module);
  const { imports, layer } = /** @type {import("./launch/layers").Module} */ (app.get(source));
  const functions = layers.get(layer) ?? evaluate(cache, layer);
  layers.set(layer, functions);
  /** @param {string} name */
  const require = (name) => {
    if (imports[name] !== undefined) return load(imports[name]);
    return Object.hasOwn(vendor.exports, name) ? vendor.exports[name]?.() : requireInstalled(name);
  };
  functions[source](require, module, module.exports);
  return module.exports;
}
