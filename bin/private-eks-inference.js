#!/usr/bin/env node
// @ts-check
"use strict";

// Evaluates the bundles of dist, with V8's compiled code of an earlier run, on which only speed depends. In a clone,
// stale bundles are made anew before. See docs/decisions/0078-package-and-binary.md.

const { isAscii } = require("node:buffer");
const fs = require("node:fs");
const { createRequire } = require("node:module");
const { dirname, join } = require("node:path");
const util = require("node:util");
const v8 = require("node:v8");
const vm = require("node:vm");
const { codeFile, keepCode, keptCode } = require("./code-cache");

const root = dirname(__dirname);
// V8 in Node.js 20 optimizes too early: a synth ends before the optimized code has saved time.
if (process.version.startsWith("v20.")) v8.setFlagsFromString("--interrupt-budget=1000000");

/** Modules that the framework gets in place of the installed ones. @type {Record<string, unknown>} */
const SUBSTITUTES = {
  // A file of cdktf loads it (50 ms), but uses it only when the file runs as a child process.
  archiver: undefined,
  // cdktf calls `util.isArray`. Since Node.js 22 each run would print that this is deprecated (DEP0044).
  util: Object.create(util, { isArray: { value: Array.isArray } }),
};

/** Runs a program of this repository; the package has only `main.ts`. @param {string} entry */
function start(entry) {
  process.argv[1] = join(root, entry);
  const bundler = join(root, "dev/bundle/bundle.js");
  const inPackage = { folder: join(root, "dist"), isNew: false };
  const { folder, isNew } = fs.existsSync(bundler) ? require(bundler).current(root, entry) : inPackage;
  /** @type {{ start: () => void, terminal: () => { terminalText: (text: string) => string } } | undefined} */
  let app;
  process.on("uncaughtException", (error) => {
    const { atSources } = require("./source-positions");
    const text = atSources(util.inspect(error), join(folder, "app.js"));
    process.stderr.write(`${app ? app.terminal().terminalText(text) : text}\n`);
    process.exit(1);
  });
  const beside = createRequire(join(folder, "app.js"));
  /** @type {(...from: Record<string, unknown>[]) => (name: string) => any} */
  const from = (...sources) => {
    /** @param {string} name */
    const required = (name) => {
      const source = sources.find((each) => Object.hasOwn(each, name));
      return source ? source[name] : beside(name);
    };
    return Object.assign(required, { resolve: beside.resolve });
  };
  const framework = evaluate(join(folder, "framework.js"), isNew, from(SUBSTITUTES));
  const packages = evaluate(join(folder, "packages.js"), isNew, from(framework));
  app = evaluate(join(folder, "app.js"), isNew, from(packages, framework));
  app?.start();
}

/** @param {string} filename @param {boolean} isNew @param {(name: string) => unknown} require @returns {any} its exports */
function evaluate(filename, isNew, require) {
  const body = fs.readFileSync(filename);
  // V8's code has the functions that a command calls, so each command has its own.
  const words = process.argv.slice(2, 4).filter((word) => /^[a-z]+$/.test(word));
  const file = codeFile([filename, ...words]);
  const cachedData = keptCode(file, body);
  // ASCII decodes faster, into memory outside V8's heap.
  const script = new vm.Script(body.toString(isAscii(body) ? "latin1" : "utf8"), { filename, cachedData });
  // New bundles may soon be stale, so their code is not kept. V8 has all code only at the end of a run.
  if (!isNew && (!cachedData || script.cachedDataRejected))
    process.on("exit", (status) => void (status === 0 && keepCode(file, body, script.createCachedData())));
  const module = { exports: {} };
  // Among all packages, only that file of cdktf reads its own `__filename`.
  const own = join(root, "node_modules/cdktf/lib/private/fs.js");
  script.runInThisContext()(require, module, module.exports, own);
  return module.exports;
}

if (require.main === module) start("main.ts");
module.exports = { start };
