// @ts-check
"use strict";

/**
 * Runs a TypeScript program of this repository: `node scripts/launch.js main.ts [arguments]`.
 *
 * Loading some 500 files would take most of a small synth, so two layers are compiled into one file each and kept
 * under `.cache/launch` until they are stale, and so is what V8 makes of them:
 *
 *   app     the program's own sources; stale when one of them changes
 *   vendor  the packages they import; stale when others are installed or imported
 *
 * Nobody has to build, and only speed depends on the cache. `decisions/0005-launcher.md` has the measurements.
 */

const { isAscii } = require("node:buffer");
const { createRequire } = require("node:module");
const { basename, dirname, join, relative, resolve } = require("node:path");
const { inspect } = require("node:util");
const v8 = require("node:v8");
const vm = require("node:vm");
const { LaunchCache, digestOf } = require("./launch/cache");

/**
 * @typedef {object} Layer
 * @property {string} file that it was compiled to
 * @property {string | Buffer} body its text
 * @property {string} [digest] of the text, where it comes from the cache
 *
 * @typedef {Layer & { packages: string[] }} App `packages` are the names that it requires from outside
 * @typedef {Record<string, () => unknown>} Vendor each package by its name, evaluated when it is asked for
 */

const root = dirname(__dirname);
const [program, ...args] = process.argv.slice(2);
if (program === undefined) {
  console.error(
    "usage: node scripts/launch.js <program> [arguments]; the program is a path from the repository's root",
  );
  process.exit(2);
}
const entry = relative(root, resolve(root, program));
process.argv = [process.execPath, join(root, entry), ...args];

// V8 in Node.js 20 optimizes so early that a synth ends before that has paid off.
if (process.version.startsWith("v20.")) v8.setFlagsFromString("--interrupt-budget=1000000");

const cache = new LaunchCache(root, entry);
/** What both layers depend on; npm writes the first of these files whenever it installs. */
const setup = cache.fingerprint([
  "node_modules/.package-lock.json",
  "tsconfig.json",
  "scripts/launch/compile.js",
]);
const requireInstalled = createRequire(join(root, "package.json"));

async function launch() {
  const app = keptApp() ?? (await compileApp());
  const vendor = keptVendor(app.packages) ?? (await compileVendor(app.packages));
  process.on("uncaughtException", (error) => {
    const { atSources } = require("./launch/source-positions");
    process.stderr.write(`${atSources(inspect(error), app.file, String(app.body))}\n`);
    process.exit(1);
  });
  evaluate(app, (name) => (Object.hasOwn(vendor, name) ? vendor[name]?.() : requireInstalled(name)));
}

/** @returns {App | undefined} */
function keptApp() {
  const kept = cache.read("app.js");
  if (kept?.facts.setup !== setup) return undefined;
  const { sources, fingerprint, packages } = kept.facts;
  return cache.fingerprint(sources) === fingerprint ? { ...kept, packages } : undefined;
}

/** @returns {Promise<App>} */
async function compileApp() {
  const start = Date.now();
  const compiling = require("./launch/compile").compileApp(root, entry, cache.writableFolder());
  preloadVendor();
  const { sources, savedAt, ...app } = await compiling;
  // A source that was saved in the meantime may differ from what was compiled: run this, but do not keep it.
  if (savedAt < start) {
    const fingerprint = cache.fingerprint(sources);
    cache.write("app.js", app.body, { setup, sources, fingerprint, packages: app.packages });
  }
  return app;
}

/** While esbuild works, in a process of its own: loads what the program imported before its last change. */
function preloadVendor() {
  const vendor = keptVendor(cache.read("app.js")?.facts.packages ?? []);
  for (const evaluatePackage of Object.values(vendor ?? {})) evaluatePackage();
}

/** @type {Map<string, Vendor>} */
const loaded = new Map();

/** @param {string[]} packages @returns {Vendor | undefined} */
function keptVendor(packages) {
  const key = digestOf(setup, ...packages);
  const kept = loaded.has(key) ? undefined : cache.read("vendor.js");
  if (kept?.facts.key === key) loaded.set(key, evaluateVendor(kept));
  return loaded.get(key);
}

/** @param {string[]} packages @returns {Promise<Vendor>} */
async function compileVendor(packages) {
  const body = await require("./launch/compile").compileVendor(root, packages);
  cache.write("vendor.js", body, { key: digestOf(setup, ...packages) });
  cache.prune();
  return evaluateVendor({ file: cache.pathOf("vendor.js"), body });
}

/** @param {Layer} layer @returns {Vendor} */
function evaluateVendor(layer) {
  // cdktf loads archiver (50 ms) in a file that calls it only when it is run by itself, as a child process.
  return evaluate(layer, (name) => (name === "archiver" ? undefined : requireInstalled(name)));
}

/** @param {Layer} layer @param {(name: string) => unknown} require @returns {any} what the layer exports */
function evaluate({ file, body, digest }, require) {
  const codeName = `${basename(file)}.code`;
  const code = digest === undefined ? undefined : cache.read(codeName);
  const cachedData = code?.facts.of === digest ? code?.body : undefined;
  const script = new vm.Script(textOf(body), { filename: file, cachedData });
  if (digest !== undefined && (!cachedData || script.cachedDataRejected)) {
    // At the end, when V8 has compiled what a whole run needs.
    process.on("exit", (status) => {
      if (status === 0) cache.write(codeName, script.createCachedData(), { of: digest });
    });
  }
  const module = { exports: {} };
  // Of all packages, only that file of cdktf asks for its name.
  script.runInThisContext()(
    require,
    module,
    module.exports,
    join(root, "node_modules/cdktf/lib/private/fs.js"),
  );
  return module.exports;
}

/** ASCII is read the quick way, into memory that V8 does not have to manage. @param {string | Buffer} body */
function textOf(body) {
  return typeof body === "string" ? body : body.toString(isAscii(body) ? "latin1" : "utf8");
}

launch();
