// Finds the commit at which an environment was last applied: that of the last successful run of apply.yml on the default branch that
// skipped no layer. A given
// commit must be later, or there is no such run, and is an ancestor of the commit that is applied. Output: applied.
// Variables: GH_TOKEN, REPOSITORY, BRANCH, COMMIT, ENVIRONMENT, GIVEN (may be empty).
import { spawnSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { all, github } from "./github.mjs";
import { fail, variable } from "./stack.mjs";

/** Jobs that call layer.yml inside the network. A job that calls has its own name only where it is skipped. */
const LAYERS_INSIDE = ["platform", "models"];

const [branch, commit, environment] = ["BRANCH", "COMMIT", "ENVIRONMENT"].map(variable);
const given = process.env.GIVEN || undefined;
const query = `status=success&event=workflow_dispatch&branch=${encodeURIComponent(branch)}&per_page=100`;
const { workflow_runs: runs = [] } = await github("GET", `actions/workflows/apply.yml/runs?${query}`);
const known = await lastOf(runs.filter(({ display_title: title }) => title === `apply ${environment}`));
const applied = given ?? known;

if (applied === undefined) {
  stop(
    "no earlier run of this workflow",
    `give the commit of the last apply by hand; for a first apply, ${commit}`,
  );
}
if (!/^[0-9a-f]{40}$/.test(applied)) stop(applied, "give the 40 characters of the commit");
if (!isAncestor(applied, commit))
  stop(`${applied}, which is not in the history of ${commit}`, "give an applied commit");
if (known && !isAncestor(known, applied)) {
  stop(
    `${applied}, which is earlier than ${known} of the last run`,
    "omit the input, or give a later commit",
  );
}
process.stdout.write(`applied before: ${applied}${given ? ", as the input says" : ", by the last run"}\n`);
for (const [name, text] of [
  ["GITHUB_OUTPUT", `applied=${applied}\n`],
  [
    "GITHUB_STEP_SUMMARY",
    `Order of the change since \`${applied}\`${given ? ", a commit of the input" : ""}.\n`,
  ],
]) {
  if (process.env[name]) appendFileSync(process.env[name], text);
}

/** Runs without a runner inside the network skip platform and models, and were successful in earlier versions of apply.yml. */
async function lastOf(own) {
  for (const { id, head_sha: sha } of own) {
    const jobs = await all(`actions/runs/${id}/jobs`, "jobs");
    if (!jobs.some(({ name, conclusion }) => LAYERS_INSIDE.includes(name) && conclusion === "skipped"))
      return sha;
  }
  return undefined;
}

function isAncestor(before, after) {
  return spawnSync("git", ["merge-base", "--is-ancestor", before, after]).status === 0;
}

function stop(got, fix) {
  fail(`applied: got ${got}, expected the commit at which ${environment} is applied; ${fix}`);
}
