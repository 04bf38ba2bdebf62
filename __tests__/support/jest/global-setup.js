const { execFileSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { createTemporaryFolder } = require("./temporary-folder.js");

const root = join(__dirname, "../../..");

/** Sources of the reference plans. */
const SOURCES = ["src", "examples", "__tests__/support", "node_modules/.package-lock.json"];

module.exports = () => {
  createTemporaryFolder();
  process.env.CHANGED_PLANS = join(process.env.TMPDIR, "changed-plans");
  mkdirSync(process.env.CHANGED_PLANS);
  writeReferencePlans();
};

/** Synthesizes the reference environments once for all test files, and again only after a change of the sources. */
function writeReferencePlans() {
  const plans = join(root, ".cache/reference-plans", digest());
  process.env.REFERENCE_PLANS = plans;
  if (existsSync(plans)) return;
  const loader = join(__dirname, "load-typescript.mjs");
  const program = join(__dirname, "write-reference-plans.ts");
  execFileSync(process.execPath, ["--import", loader, program, plans], { cwd: root, stdio: "inherit" });
  removeOldPlans(dirname(plans));
}

const HOUR_MS = 3_600_000;

/** Other plans are of older sources. Recent ones may belong to a run that has not ended. */
function removeOldPlans(folder) {
  for (const path of readdirSync(folder).map((name) => join(folder, name))) {
    if (Date.now() - statSync(path).mtimeMs > HOUR_MS) rmSync(path, { recursive: true, force: true });
  }
}

function digest() {
  const hash = createHash("sha256");
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
