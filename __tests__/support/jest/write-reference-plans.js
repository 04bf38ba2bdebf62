const { execFileSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const { existsSync, readFileSync, readdirSync, statSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "../../..");

/** What the plans follow from. */
const SOURCES = ["src", "environments", "__tests__/support", "node_modules/.package-lock.json"];

/** Synthesizes the reference environments once for all test files, and again only after a change of the sources. */
module.exports = () => {
  const plans = join(root, ".cache/reference-plans", digest());
  process.env.REFERENCE_PLANS = plans;
  if (existsSync(plans)) return;
  const loader = join(__dirname, "load-typescript.mjs");
  const program = join(__dirname, "write-reference-plans.ts");
  execFileSync(process.execPath, ["--import", loader, program, plans], { cwd: root, stdio: "inherit" });
};

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
