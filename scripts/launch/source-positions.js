// @ts-check
"use strict";

const { join, relative } = require("node:path");
const { sourceMapOf } = require("./compile");

/** First line of a module in its layer. */
const MODULE_HEAD = /^("[^"]+"): function \(require, module, exports\) \{$/;
/** Stack frames of the launcher. */
const LAUNCHER_FRAME = /\n +at .*scripts.launch\b.*\.js:\d+:\d+\)?/g;

/**
 * Replaces positions in compiled modules by positions in their sources, in the text of an error. The source maps are
 * created only for this, by compiling the affected sources again.
 * @param {string} text @param {Map<string, import("./layers").Module>} app @param {string} root
 */
function atSources(text, app, root) {
  /** @type {Map<string, ReturnType<typeof sourceMapOf>>} */
  const maps = new Map();
  for (const { file, body } of new Set([...app.values()].map((module) => module.layer))) {
    const lines = String(body).split("\n");
    const [before, ...places] = text.split(`${file}:`);
    const replaced = places.map((place) =>
      place.replace(/^(\d+):(\d+)/, (position, line, column) => {
        const head = lines.findLastIndex((content, index) => index < line && MODULE_HEAD.test(content));
        const [, quoted] = MODULE_HEAD.exec(lines[head] ?? "") ?? [];
        if (quoted === undefined) return `${file}:${position}`;
        const source = JSON.parse(quoted);
        if (!maps.has(source)) maps.set(source, sourceMapOf(root, source));
        const origin = maps.get(source)?.findEntry(line - head - 2, column - 1);
        const shown = relative(process.cwd(), join(root, source));
        if (!origin || !("originalLine" in origin)) return shown;
        return `${shown}:${origin.originalLine + 1}:${origin.originalColumn + 1}`;
      }),
    );
    text = [before, ...replaced].join("");
  }
  return text.replace(LAUNCHER_FRAME, "");
}

module.exports = { atSources };
