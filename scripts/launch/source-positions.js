// @ts-check
"use strict";

const { SourceMap } = require("node:module");
const { dirname, relative, resolve } = require("node:path");

const MAP_COMMENT = "//# sourceMappingURL=data:application/json;base64,";

/** Calls by which the launcher came to the program. */
const LAUNCHER_FRAME = /\n +at .*scripts.launch\.js:\d+:\d+\)?/g;

/**
 * An error's text with places in the compiled file replaced by those in its sources.
 * @param {string} text @param {string} file that is compiled @param {string} compiled what is in it; ends in its source map
 */
function atSources(text, file, compiled) {
  const map = compiled.slice(compiled.lastIndexOf(MAP_COMMENT) + MAP_COMMENT.length);
  const sources = new SourceMap(JSON.parse(Buffer.from(map, "base64").toString()));
  const [before, ...places] = text.split(`${file}:`);
  const replaced = places.map((place) =>
    place.replace(/^(\d+):(\d+)/, (position, line, column) => {
      const origin = sources.findEntry(line - 1, column - 1);
      if (!("originalSource" in origin)) return `${file}:${position}`;
      const source = relative(process.cwd(), resolve(dirname(file), origin.originalSource));
      return `${source}:${origin.originalLine + 1}:${origin.originalColumn + 1}`;
    }),
  );
  return [before, ...replaced].join("").replace(LAUNCHER_FRAME, "");
}

module.exports = { atSources };
