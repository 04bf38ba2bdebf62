// @ts-check
"use strict";

const fs = require("node:fs");
const { createRequire, isBuiltin } = require("node:module");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

// esbuild is loaded only if a bundle is stale.
const compiler = () => require("./compile");

/** Files, besides the sources, that invalidate all bundles when they change. npm writes the first one on each install. */
const SETUP = [
  "node_modules/.package-lock.json",
  "tsconfig.json",
  "dev/bundle/bundle.js",
  "dev/bundle/compile.js",
];

/** Bundles of packages, which an edit of a source leaves. */
const OF_PACKAGES = ["packages.js", "framework.js"];

/** A file that is as new as the build may change again without a new time. */
const CLOCK_MS = 50;

/**
 * Inputs and outputs of the last build in a folder.
 *
 * @typedef {object} Stamps
 * @property {Record<string, string>} inputs time and size of each source, and of the files of SETUP, by path
 * @property {Record<string, string>} outputs those of the bundles
 * @property {string[]} packages names that the program imports
 */

/**
 * The folder with the current bundles of a program: `dist` for `main.ts`. Makes those that are stale. Where the folder cannot
 * be written, they are made in a temporary one.
 * @param {string} root @param {string} entry @returns {{ folder: string, isNew: boolean }}
 */
function current(root, entry) {
  const folder =
    entry === "main.ts" ? join(root, "dist") : join(root, ".cache/programs", encodeURIComponent(entry));
  const kept = stampsOf(folder);
  if (kept && isCurrent(root, folder, kept)) return { folder, isNew: false };
  const made = writableOr(folder, () => {
    const temporary = fs.mkdtempSync(join(tmpdir(), "bundles-"));
    process.on("exit", () => fs.rmSync(temporary, { recursive: true, force: true }));
    return temporary;
  });
  try {
    build(root, entry, made, kept);
  } catch (error) {
    if (/** @type {Error} */ (error).message === compiler().REFUSED) process.exit(1);
    throw error;
  }
  return { folder: made, isNew: true };
}

/** @param {string} folder @returns {Stamps | undefined} */
function stampsOf(folder) {
  try {
    return JSON.parse(fs.readFileSync(join(folder, "stamps.json"), "utf8"));
  } catch {
    return undefined;
  }
}

/** @param {string} root @param {string} folder @param {Stamps} stamps */
const isCurrent = (root, folder, { inputs, outputs }) =>
  Object.entries(outputs).every(([file, stamp]) => stampOf(join(folder, file)) === stamp) &&
  Object.entries(inputs).every(([file, stamp]) => stampOf(join(root, file)) === stamp);

/** @param {string} folder @param {() => string} otherwise */
function writableOr(folder, otherwise) {
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.accessSync(folder, fs.constants.W_OK);
    return folder;
  } catch {
    return otherwise();
  }
}

/**
 * Bundles a program, and the packages unless they were `kept`. Returns the paths of the bundled files of packages.
 * @param {string} root @param {string} entry @param {string} folder @param {Stamps} [kept]
 */
function build(root, entry, folder, kept) {
  fs.mkdirSync(folder, { recursive: true });
  const begin = Date.now() - CLOCK_MS;
  const { sources, imported } = compiler().bundleApp(root, entry, folder);
  const packages = installedOf(root, imported);
  const inputs = stampsIn(root, [...sources, ...SETUP], begin);
  const files =
    kept && hasPackages(root, folder, kept, packages)
      ? []
      : compiler().bundlePackages(root, packages, folder);
  /** @type {Stamps} */
  const stamps = { inputs, outputs: stampsIn(folder, ["app.js", ...OF_PACKAGES], Infinity), packages };
  const part = join(folder, `stamps.json.${process.pid}`);
  fs.writeFileSync(part, JSON.stringify(stamps));
  fs.renameSync(part, join(folder, "stamps.json"));
  return files;
}

/** @param {string} root @param {string} folder @param {Stamps} kept @param {string[]} packages */
const hasPackages = (root, folder, { inputs, outputs, packages: bundled }, packages) =>
  String(bundled) === String(packages) &&
  OF_PACKAGES.every((file) => stampOf(join(folder, file)) === outputs[file]) &&
  SETUP.every((file) => stampOf(join(root, file)) === inputs[file]);

/** Imported names that are packages; a name that does not resolve is an error when it is required. @param {string} root @param {string[]} names */
function installedOf(root, names) {
  const { resolve } = createRequire(join(root, "package.json"));
  return names.filter((name) => {
    if (isBuiltin(name)) return false;
    try {
      resolve(name);
      return true;
    } catch {
      return false;
    }
  });
}

/** @param {string} base @param {string[]} files @param {number} begin a file that changed later is read again by the next run */
const stampsIn = (base, files, begin) =>
  Object.fromEntries(files.map((file) => [file, stampOf(join(base, file), begin)]));

/** @param {string} file @param {number} [begin] */
function stampOf(file, begin = Infinity) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat) return "missing";
  return stat.mtimeMs > begin ? "new" : `${stat.mtimeMs} ${stat.size}`;
}

module.exports = { current, build };
