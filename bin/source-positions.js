// @ts-check
"use strict";

const { readFileSync } = require("node:fs");
const { SourceMap } = require("node:module");
const { dirname, relative, resolve } = require("node:path");

/** Stack frames of the start file, and those of esbuild by which it runs a module. */
const START_FRAME = /\n +at (?:__init |.*bin.private-eks-inference\.js:|.*<stdin>:).*/g;

/**
 * Replaces positions in the bundle by positions in its sources, in the text of an error. The source map is read only for this.
 * @param {string} text @param {string} bundle
 */
function atSources(text, bundle) {
  const map = mapOf(bundle);
  const [before, ...places] = text.split(`${bundle}:`);
  const replaced = places.map((place) =>
    place.replace(/^(\d+):(\d+)/, (position, line, column) => {
      const origin = map?.findEntry(line - 1, column - 1);
      if (!origin || !("originalLine" in origin)) return `${bundle}:${position}`;
      const source = relative(process.cwd(), resolve(dirname(bundle), origin.originalSource));
      return `${source}:${origin.originalLine + 1}:${origin.originalColumn + 1}`;
    }),
  );
  return [before, ...replaced].join("").replace(START_FRAME, "");
}

/** @param {string} bundle */
function mapOf(bundle) {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${bundle}.map`, "utf8")));
  } catch {
    return undefined;
  }
}

module.exports = { atSources };
