// @ts-check
"use strict";

const { createHash, randomUUID } = require("node:crypto");
const fs = require("node:fs");
const { join } = require("node:path");
const { cachedDataVersionTag } = require("node:v8");

const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Compiled files of one program. The last line of a file is metadata with a digest of the rest, so that a damaged file
 * counts as missing. Files are replaced atomically, so that concurrent runs never read an incomplete one.
 */
class LaunchCache {
  /** @param {string} root @param {string} entry the program, relative to the root */
  constructor(root, entry) {
    this.root = root;
    this.home = join(root, ".cache/launch");
    // The tag identifies V8 and its flags, of which the cdktf CLI sets one: compiled code works with these only.
    this.folder = join(this.home, `${process.version}-${cachedDataVersionTag()}`, encodeURIComponent(entry));
  }

  /** @param {string} name */
  pathOf(name) {
    return join(this.folder, name);
  }

  /**
   * @param {string} name @param {string} key the key with which it was written
   * @returns {{ file: string, body: Buffer, digest: string, facts: any } | undefined}
   */
  read(name, key) {
    const file = this.pathOf(name);
    try {
      const bytes = fs.readFileSync(file);
      const end = bytes.lastIndexOf("\n//");
      const { digest, ...facts } = JSON.parse(bytes.toString("utf8", end + "\n//".length));
      const body = bytes.subarray(0, end);
      return facts.key === key && digest === digestOf(body) ? { file, body, digest, facts } : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * On a read-only or full disk nothing is cached, and the next run compiles again.
   * @param {string} name @param {string} key @param {string | Buffer} body @param {object} [facts]
   */
  write(name, key, body, facts) {
    const part = this.pathOf(`${name}.${randomUUID()}`);
    try {
      fs.mkdirSync(this.folder, { recursive: true });
      fs.writeFileSync(part, body);
      fs.appendFileSync(part, `\n//${JSON.stringify({ ...facts, key, digest: digestOf(body) })}`);
      fs.renameSync(part, this.pathOf(name));
    } catch {
      removeIfPossible(part);
    }
  }

  /**
   * Removes files older than a month: those of other Node.js versions, removed programs and killed runs. A file that is
   * still needed is compiled again.
   */
  prune() {
    try {
      for (const name of /** @type {string[]} */ (fs.readdirSync(this.home, { recursive: true }))) {
        const path = join(this.home, name);
        const file = fs.statSync(path);
        if (file.isFile() && file.mtimeMs < Date.now() - MONTH_MS) removeIfPossible(path);
      }
    } catch {
      // Another run is removing them, or there is no cache.
    }
  }
}

/** @param {string} file */
function removeIfPossible(file) {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // A file that cannot be removed could not be written either.
  }
}

/** @param {(string | Buffer)[]} parts */
function digestOf(...parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}\n`).update(part);
  return hash.digest("hex");
}

/** @param {string} file may be missing */
function digestOfFile(file) {
  try {
    return digestOf(fs.readFileSync(file));
  } catch {
    return "missing";
  }
}

module.exports = { LaunchCache, digestOf, digestOfFile };
