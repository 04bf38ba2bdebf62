// `tsc` checks types; to run tests they only have to be removed.
const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { threadId } = require("node:worker_threads");
const { transformSync, version } = require("esbuild");

const cache = join(__dirname, "../../../.cache/typescript");
mkdirSync(cache, { recursive: true });

const OPTIONS = { loader: "ts", format: "cjs", target: "node20", sourcemap: "inline" };

const withoutTypes = (source, filename) => transformSync(source, { ...OPTIONS, sourcefile: filename });

/** The JavaScript of a TypeScript file. Threads, and later runs, read it from the cache. */
function javascriptOf(filename) {
  const source = readFileSync(filename, "utf8");
  const key = [version, JSON.stringify(OPTIONS), filename, source].join("\0");
  const file = join(cache, `${createHash("sha256").update(key).digest("hex")}.js`);
  if (existsSync(file)) return readFileSync(file, "utf8");
  const { code } = withoutTypes(source, filename);
  // It is renamed into place, since another thread may read it.
  const staged = `${file}.${process.pid}-${threadId}`;
  writeFileSync(staged, code);
  renameSync(staged, file);
  return code;
}

module.exports = { withoutTypes, javascriptOf };
