// @ts-check
"use strict";

// Runs a TypeScript program of this repository, with the start file of the package: `node dev/run.js PROGRAM [arguments]`.
const { relative, resolve } = require("node:path");
const { start } = require("../bin/private-eks-inference");

const [program, ...args] = process.argv.slice(2);
if (program === undefined) {
  console.error(
    "usage: node dev/run.js <program> [arguments]; <program> is a path below the repository root",
  );
  process.exit(2);
}
const root = resolve(__dirname, "..");
process.argv = [process.execPath, program, ...args];
start(relative(root, resolve(root, program)).replaceAll("\\", "/"));
