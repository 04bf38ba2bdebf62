// @ts-check
"use strict";

const fs = require("node:fs");
const { join } = require("node:path");
const { digestOfFile } = require("./cache");

const NAME = "sources.json";

/** Time in which a file system can give two changes of a file the same times: FAT counts in steps of two seconds. */
const SAME_TIME_MS = 2000;

/**
 * Digests of sources. A source with the size, the times and the inode of an earlier run is not read again: reading all of them
 * takes longer than anything else before the program. No program can set the time of the last change of a file
 * (`ctime`), so an edit that restores size and `mtime` is noticed too.
 */
class SourceDigests {
  /** @param {import("./cache").LaunchCache} cache @param {string} setup */
  constructor(cache, setup) {
    this.cache = cache;
    this.setup = setup;
    this.now = Date.now();
    /** @type {Record<string, [stamp: string, digest: string]>} */
    this.known = readKnown(cache, setup);
    /** @type {Record<string, [stamp: string, digest: string]>} */
    this.current = {};
    this.isChanged = false;
  }

  /** @param {string} source relative to the root; may be missing */
  of(source) {
    const file = join(this.cache.root, source);
    // The stamp is taken first: a source that changes after it has another stamp in the next run.
    const { stamp, isSettled } = stampOf(file, this.now);
    const kept = Object.hasOwn(this.known, source) ? this.known[source] : undefined;
    const isKept = stamp !== undefined && kept?.[0] === stamp;
    const digest = isKept ? kept[1] : digestOfFile(file);
    if (stamp !== undefined && (isKept || isSettled)) this.current[source] = [stamp, digest];
    this.isChanged ||= !isKept && isSettled;
    return digest;
  }

  save() {
    if (this.isChanged) this.cache.write(NAME, this.setup, JSON.stringify(this.current));
  }
}

/** @param {import("./cache").LaunchCache} cache @param {string} setup */
function readKnown(cache, setup) {
  const file = cache.read(NAME, setup);
  return file ? JSON.parse(file.body.toString("utf8")) : {};
}

/** @param {string} file @param {number} now */
function stampOf(file, now) {
  const stat = fs.statSync(file, { bigint: true, throwIfNoEntry: false });
  if (!stat) return { stamp: undefined, isSettled: false };
  const { size, mtimeNs, ctimeNs, ino } = stat;
  const isSettled = Number(stat.ctimeMs) < now - SAME_TIME_MS && Number(stat.mtimeMs) < now - SAME_TIME_MS;
  return { stamp: [size, mtimeNs, ctimeNs, ino].join(" "), isSettled };
}

module.exports = { SourceDigests };
