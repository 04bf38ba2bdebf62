// @ts-check
"use strict";

const { isAscii } = require("node:buffer");
const { basename, join } = require("node:path");
const vm = require("node:vm");
const { digestOf, digestOfFile } = require("./cache");

// The compiler is loaded only if a layer is stale.
const compiler = () => require("./compile");

/** Number of edited modules above which all modules are written to one layer again. */
const MOST_EDITS = 30;

/**
 * @typedef {import("./cache").LaunchCache} LaunchCache
 *
 * @typedef {object} Layer
 * @property {string} file its path in the cache
 * @property {string | Buffer} body its text
 * @property {string} digest of the body
 * @property {boolean} isKept whether it was read from the cache
 *
 * @typedef {object} Compiled
 * @property {string} digest of its source
 * @property {Record<string, string>} imports sources of the modules that it requires, by the name in its source
 * @property {string[]} packages that it requires
 * @property {string | Buffer} text
 *
 * @typedef {Compiled & { layer: Layer }} Module its layer is an object with one function for each module, by source
 */

/**
 * Current modules of the program, by source. Modules that were edited after the compilation of all form a small layer of
 * their own, so that V8's code for the large one stays valid.
 * @param {LaunchCache} cache @param {string} setup @param {string} entry @returns {Map<string, Module>}
 */
function currentApp(cache, setup, entry) {
  const base = keptLayer(cache, "app.js", setup);
  const baseDigest = base.get(entry)?.layer.digest ?? "";
  const edits = keptLayer(cache, "edits.js", baseDigest);
  /** @type {Map<string, Module>} */
  const current = new Map();
  /** @type {Map<string, Compiled>} */
  const compiled = new Map();
  for (let sources = [entry]; sources.length > 0;) {
    const stale = sources.filter((source) => {
      const digest = digestOfFile(join(cache.root, source));
      const kept = [base.get(source), edits.get(source)].find((module) => module?.digest === digest);
      if (kept) current.set(source, kept);
      return !kept;
    });
    for (const [source, module] of stale.length > 0 ? compiler().compileModules(cache.root, stale) : []) {
      compiled.set(source, module);
    }
    const found = sources.flatMap((source) =>
      Object.values((current.get(source) ?? compiled.get(source))?.imports ?? {}),
    );
    sources = [...new Set(found)].filter((source) => !current.has(source) && !compiled.has(source));
  }
  if (compiled.size === 0) return current;

  const edited = [...current].filter(([source, module]) => module !== base.get(source));
  if (base.size > 0 && edited.length + compiled.size <= MOST_EDITS) {
    return new Map([
      ...current,
      ...written(cache, "edits.js", baseDigest, new Map([...edited, ...compiled])),
    ]);
  }
  return written(cache, "app.js", setup, new Map([...current, ...compiled]));
}

/** @param {LaunchCache} cache @param {string} name @param {string} key @returns {Map<string, Module>} */
function keptLayer(cache, name, key) {
  const file = cache.read(name, key);
  if (!file) return new Map();
  const layer = { ...file, isKept: true };
  /** @type {[string, Compiled & { start: number, end: number }][]} */
  const modules = Object.entries(file.facts.modules);
  return new Map(
    modules.map(([source, { start, end, ...facts }]) => [
      source,
      { ...facts, text: file.body.subarray(start, end), layer },
    ]),
  );
}

/**
 * Writes modules to the cache as one layer.
 * @param {LaunchCache} cache @param {string} name @param {string} key @param {Map<string, Compiled>} modules
 * @returns {Map<string, Module>}
 */
function written(cache, name, key, modules) {
  /** @type {Buffer[]} */
  const parts = [];
  let length = 0;
  /** @param {string | Buffer} part @returns {number} the offset of its end */
  const add = (part) => {
    parts.push(Buffer.from(part));
    return (length += Buffer.byteLength(part));
  };
  /** @type {Record<string, object>} */
  const facts = {};
  add("({");
  for (const [source, { digest, imports, packages, text }] of modules) {
    const start = add(`\n${JSON.stringify(source)}: function (require, module, exports) {\n`);
    facts[source] = { digest, imports, packages, start, end: add(text) };
    add("},");
  }
  add("\n})");
  const body = Buffer.concat(parts);
  cache.write(name, key, body, { modules: facts });
  const layer = { file: cache.pathOf(name), body, digest: digestOf(body), isKept: false };
  return new Map([...modules].map(([source, module]) => [source, { ...module, layer }]));
}

/**
 * The layer of all packages. It exports, under the name of each package, a function that evaluates the package.
 * @param {LaunchCache} cache @param {string} setup @param {string[]} packages @returns {Layer}
 */
function currentVendor(cache, setup, packages) {
  const key = digestOf(setup, ...packages);
  const kept = cache.read("vendor.js", key);
  if (kept) return { ...kept, isKept: true };
  const body = compiler().compilePackages(cache.root, packages);
  cache.write("vendor.js", key, body);
  cache.prune();
  return { file: cache.pathOf("vendor.js"), body, digest: digestOf(body), isKept: false };
}

/**
 * Evaluates a layer, with V8's compiled code from an earlier run.
 * @param {import("./cache").LaunchCache} cache @param {Layer} layer
 */
function evaluate(cache, { file, body, digest, isKept }) {
  const codeName = `${basename(file)}.code`;
  const cachedData = isKept ? cache.read(codeName, digest)?.body : undefined;
  // ASCII decodes faster, into memory outside V8's heap.
  const text = typeof body === "string" ? body : body.toString(isAscii(body) ? "latin1" : "utf8");
  const script = new vm.Script(text, { filename: file, cachedData });
  // The code of a newly compiled layer is not cached, since it may soon be stale. V8 has all code only at the end of a run.
  if (isKept && (!cachedData || script.cachedDataRejected)) {
    process.on("exit", (status) => {
      if (status === 0) cache.write(codeName, digest, script.createCachedData());
    });
  }
  return script.runInThisContext();
}

module.exports = { currentApp, currentVendor, evaluate };
