// Runs the suites of the gate in lanes, and prints the elapsed and the CPU time of each. With --record, writes the table to dev/bench/gate.md.
import { execFileSync, spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

/** Our own limit on two cores, from a clean clone and with empty caches. CI ends a run after 90 minutes. */
const LIMIT_MINUTES = 45;

/** Lanes run beside each other, and each runs one suite after the other. Both take about as long. */
const LANES = JSON.parse(readFileSync(new URL("lanes.json", import.meta.url), "utf8"));

/** Suites of which a gate runs one half of the test files. `.ci/full`, which sets TEST_SEED, runs all. */
const HALVED = ["test:exhaustive"];

/** The half of this commit, 1 or 2: by the digest of its tree, so that each clone runs the same one. */
const half =
  1 + (parseInt(execFileSync("git", ["rev-parse", "HEAD^{tree}"], { encoding: "utf8" }).slice(0, 8), 16) % 2);
const isHalved = (suite) => HALVED.includes(suite) && process.env.TEST_SEED === undefined;

/** The output of a suite is in this folder while it runs. */
const folder = ".cache/gate";
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const begin = performance.now();
const minutes = (seconds) => (seconds / 60).toFixed(1);
const secondsSince = (start) => (performance.now() - start) / 1000;

/** Runs one suite, prints its output when it ends, and returns its times. */
async function run(suite) {
  const log = join(folder, `${suite.replace(":", "-")}.log`);
  const times = `${log}.times`;
  const start = performance.now();
  console.log(`gate: ${suite} begins at minute ${minutes(secondsSince(begin))}`);
  const command = `npm run ${suite}${isHalved(suite) ? ` -- --shard=${half}/2` : ""}`;
  const timed = `TIMEFORMAT="%U %S"; { time ${command} 2>&1; } 2>"${times}"`;
  const child = spawn("bash", ["-c", timed], { stdio: ["ignore", "pipe", "inherit"] });
  const written = child.stdout.pipe(createWriteStream(log));
  const [code] = await Promise.all([
    new Promise((resolve) => child.on("close", resolve)),
    new Promise((resolve) => written.on("close", resolve)),
  ]);
  process.stdout.write(readFileSync(log));
  const [user, system] = readFileSync(times, "utf8").trim().split("\n").at(-1).split(" ").map(Number);
  const result = { suite, passed: code === 0, elapsed: secondsSince(start), cpu: user + system };
  console.log(
    `gate: ${suite} ${code === 0 ? "passed" : `FAILED with exit status ${code}`}, ${timesOf(result)}`,
  );
  return result;
}

const timesOf = ({ elapsed, cpu }) => `${minutes(elapsed)} min elapsed, ${minutes(cpu)} min of CPU`;

async function runLane(suites) {
  const results = [];
  for (const suite of suites) results.push(await run(suite));
  return results;
}

const results = (await Promise.all(LANES.map(runLane))).flat();
const elapsed = secondsSince(begin);
const total = { suite: "all suites", elapsed, cpu: results.reduce((sum, { cpu }) => sum + cpu, 0) };
const table = [
  "| suite | elapsed, minutes | CPU, minutes |",
  "| --- | ---: | ---: |",
  ...[...results, total].map((row) => `| ${row.suite} | ${minutes(row.elapsed)} | ${minutes(row.cpu)} |`),
].join("\n");
console.log(`\n${table}\n`);
if (elapsed > LIMIT_MINUTES * 60)
  console.log(`gate: ${minutes(elapsed)} minutes, over our limit of ${LIMIT_MINUTES} minutes on two cores`);
for (const suite of HALVED.filter(isHalved))
  console.log(
    `gate: ${suite} ran half ${half} of 2 of its test files, by the tree of the commit; .ci/full runs both`,
  );
if (process.argv.includes("--record")) record();
const failed = results.filter(({ passed }) => !passed).map(({ suite }) => suite);
if (failed.length > 0) console.log(`gate: failed: ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;

function record() {
  const date = new Date().toISOString().slice(0, 10);
  const text = [
    "# Times of the gate",
    "",
    `Measured on ${date} by \`.ci/run --record\` with ${availableParallelism()} cores. Lanes run beside each other: the elapsed time of`,
    "a suite contains what the suites of other lanes took from it.",
    "",
    table,
    "",
  ].join("\n");
  writeFileSync("dev/bench/gate.md", text);
  execFileSync("npx", ["prettier", "--write", "dev/bench/gate.md"]);
}
