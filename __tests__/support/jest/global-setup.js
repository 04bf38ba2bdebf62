const { execFileSync } = require("node:child_process");
const { existsSync, mkdirSync } = require("node:fs");
const { join } = require("node:path");
const { folderOfSources, removeOlder, shareResults } = require("./results-of-sources.js");
const { createTemporaryFolder } = require("./temporary-folder.js");

const root = join(__dirname, "../../..");

module.exports = () => {
  createTemporaryFolder();
  process.env.CHANGED_PLANS = join(process.env.TMPDIR, "changed-plans");
  mkdirSync(process.env.CHANGED_PLANS);
  process.env.FAILING_CHECKS ??= join(process.env.TMPDIR, "failing-checks");
  mkdirSync(process.env.FAILING_CHECKS, { recursive: true });
  shareResults();
  writeReferencePlans();
};

/** Synthesizes the reference environments once for all test files, and again only after a change of the sources. */
function writeReferencePlans() {
  const plans = folderOfSources("reference-plans");
  process.env.REFERENCE_PLANS = plans;
  if (existsSync(plans)) return;
  const loader = join(__dirname, "load-typescript.mjs");
  const program = join(__dirname, "write-reference-plans.ts");
  execFileSync(process.execPath, ["--import", loader, program, plans], { cwd: root, stdio: "inherit" });
  removeOlder(plans);
}
