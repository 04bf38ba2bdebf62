// @ts-check
"use strict";

const { createHash, randomUUID } = require("node:crypto");
const fs = require("node:fs");
const { dirname, join } = require("node:path");
const { cachedDataVersionTag } = require("node:v8");

const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Folder beside the program. V8's code runs as it is, and a digest without a secret proves nothing: who can write here can write the
 * program too.
 */
const cache = join(dirname(__dirname), ".cache/code");

/** A pipeline may restore the folder from what another branch wrote. */
const isKept = !process.env["CI"];

/**
 * Path of the file with V8's code for a bundle. V8's tag identifies its version and flags, of which the cdktf CLI sets one: the
 * code works with these only.
 * @param {string[]} key
 */
function codeFile(key) {
  const name = digestOf(...key.map((text) => Buffer.from(text))).toString("hex", 0, 8);
  return join(cache, `${process.version}-${process.arch}-${cachedDataVersionTag()}`, `${name}.code`);
}

/** V8's code of a bundle; undefined if it is missing, damaged or of another text. @param {string} file @param {Buffer} body */
function keptCode(file, body) {
  if (!isKept) return undefined;
  try {
    const content = fs.readFileSync(file);
    const code = content.subarray(32);
    return digestOf(body, code).equals(content.subarray(0, 32)) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Where it cannot be written, the next run compiles again. @param {string} file @param {Buffer} body @param {Buffer} code */
function keepCode(file, body, code) {
  if (!isKept) return;
  const part = `${file}.${randomUUID()}`;
  try {
    fs.mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    fs.writeFileSync(part, Buffer.concat([digestOf(body, code), code]));
    fs.renameSync(part, file);
    for (const name of /** @type {string[]} */ (fs.readdirSync(cache, { recursive: true }))) {
      const { mtimeMs } = fs.statSync(join(cache, name));
      if (name.includes(".code") && mtimeMs < Date.now() - MONTH_MS)
        fs.rmSync(join(cache, name), { force: true });
    }
  } catch {
    // The disk is read-only or full, or another run removes the same files.
  }
}

/** @param {Buffer[]} parts */
function digestOf(...parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}\n`).update(part);
  return hash.digest();
}

module.exports = { codeFile, keepCode, keptCode };
