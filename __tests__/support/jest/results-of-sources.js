const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, readdirSync, rmSync, statSync } = require("node:fs");
const { basename, dirname, join } = require("node:path");

const root = join(__dirname, "../../..");

/** Reference plans and hand-overs follow from them, and from the version of Node.js. */
const SOURCES = ["src", "examples", "__tests__/support", "package.json", "node_modules/.package-lock.json"];

const HOUR_MS = 3_600_000;

/** A folder of results that only a change of the sources changes. */
module.exports.folderOfSources = (name) => join(root, ".cache", name, digest());

/** Removes the folders of older sources. Recent ones may belong to a run that has not ended. */
module.exports.removeOlder = (folder) => {
  const others = readdirSync(dirname(folder)).filter((name) => name !== basename(folder));
  for (const path of others.map((name) => join(dirname(folder), name))) {
    if (Date.now() - statSync(path).mtimeMs > HOUR_MS) rmSync(path, { recursive: true, force: true });
  }
};

/** Makes the folder in which all threads and suites share results, and tells their processes its path. */
module.exports.shareResults = () => {
  const folder = module.exports.folderOfSources("shared-results");
  mkdirSync(folder, { recursive: true });
  process.env.SHARED_RESULTS = folder;
  module.exports.removeOlder(folder);
};

function digest() {
  const hash = createHash("sha256").update(process.version);
  for (const file of SOURCES.flatMap((path) => filesIn(join(root, path))))
    hash.update(file).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

const filesIn = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .flatMap((name) => filesIn(join(path, name)))
        .sort()
    : [path];
