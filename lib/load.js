// @ts-check
"use strict";

// Evaluates the bundles of dist with the cdktf and constructs of the project, in the realm of the caller, such as a test of jest.

const { dirname, join } = require("node:path");
const { createRequire } = require("node:module");

const root = dirname(__dirname);
const PEERS = ["cdktf", "constructs"];

/** Folder of a package that a file or folder resolves; undefined if there is none. @param {string} name @param {string} from */
function folderOf(name, from) {
  try {
    return dirname(createRequire(join(from, "package.json")).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}

/** The copies that this package resolves. Throws where one is missing, and where cdktf has another constructs. */
function copies() {
  // the versions that the package is tested with
  const { devDependencies } = require("../package.json");
  const command = `run npm install --save-dev ${PEERS.map((name) => `${name}@${devDependencies[name]}`).join(" ")}`;
  const [cdktf, constructs] = PEERS.map((name) => {
    const found = folderOf(name, root);
    if (found !== undefined) return found;
    const elsewhere = folderOf(name, process.cwd());
    const though = elsewhere === undefined ? "" : ` (though ${process.cwd()} has ${elsewhere})`;
    throw new Error(
      `${root}: got no package ${name}, expected that of your project${though}; ` +
        (elsewhere === undefined
          ? command
          : "install private-eks-inference in the same project instead of linking it"),
    );
  });
  const second = folderOf("constructs", /** @type {string} */ (cdktf));
  if (second !== constructs)
    throw new Error(
      `${cdktf}: got a second copy of constructs, expected one: cdktf uses ${second}, ${root} uses ${constructs}; ` +
        `run npm dedupe, or ${command}`,
    );
  return { cdktf, constructs };
}

const { cdktf } = copies();

/** Throws unless an App is of the cdktf that the stacks use. @param {any} app */
function refuseOther(app) {
  const { App } = require("cdktf");
  if (app instanceof App) return;
  const other = copyOf(app);
  if (other === undefined)
    throw new Error(
      `addEnvironments: got ${app === null ? "null" : `an ${typeof app}`}, expected an App of ${cdktf}; write addEnvironments(new App())`,
    );
  throw new Error(
    `addEnvironments: got an App of ${other}, expected one of ${cdktf}; keep one copy: npm ls cdktf lists them, npm dedupe removes one`,
  );
}

/** Folder of the cdktf whose class an object has. @param {any} app */
function copyOf(app) {
  for (const file of Object.keys(require.cache).filter((name) => /[\\/]lib[\\/]app\.js$/.test(name))) {
    const { App } = require.cache[file]?.exports ?? {};
    if (typeof App === "function" && app instanceof App) return dirname(dirname(file));
  }
  return undefined;
}

/**
 * A function whose errors for users name the line that calls it, and none of a bundle.
 * @template {(...args: any[]) => unknown} F @param {F} inner @returns {F}
 */
function atCaller(inner) {
  /** @param {any[]} args */
  const outer = (...args) => {
    try {
      return inner(...args);
    } catch (error) {
      if (app.stacks().isUserError(error)) Error.captureStackTrace(/** @type {Error} */ (error), outer);
      throw error;
    }
  };
  return /** @type {F} */ (outer);
}

/** @param {string} file @param {(name: string) => unknown} required */
function evaluate(file, required) {
  const module = { exports: {} };
  const path = join(root, "dist", file);
  require(path)(required, module, module.exports, path);
  return /** @type {any} */ (module.exports);
}

// The HCL parser lies beside the bundles.
const beside = createRequire(join(root, "dist/app.js"));
const packages = evaluate("packages.js", (name) => (name.startsWith("./") ? beside(name) : require(name)));
/** @param {string} name */
const required = (name) => (Object.hasOwn(packages, name) ? packages[name] : require(name));
const app = evaluate("app.js", Object.assign(required, { resolve: beside.resolve }));

module.exports = { stacks: app.stacks, testing: app.testing, refuseOther, atCaller };
