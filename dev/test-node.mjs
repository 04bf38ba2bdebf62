// Runs synth, the other commands and the command-line tests on each version of Node.js in tested-versions.json, and compares
// their output with that of the Node.js that runs this script. Usage: npm run test:node [-- VERSION...]
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { NODE_VERSIONS, nodeProgram } from "./node-program.js";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const work = mkdtempSync(join(tmpdir(), "test-node-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));

const environments = readdirSync(join(root, "examples"))
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => name.slice(0, -".yaml".length));

const START = "bin/private-eks-inference.js";

/** Commands that need no other program, each with the folder that it writes, if it writes one. */
const COMMANDS = [
  { line: [START, "synth", "--out"], writes: "synthesized" },
  { line: [START, "handoff", "--environments", "mlapp", "--out"], writes: "handed-over" },
  { line: [START, "check", "--json"] },
  { line: [START, "cost", "--json"] },
  { line: [START, "lock", "images", "--json"] },
  { line: [START, "lock", "addresses", "--json"] },
  { line: [START, "lock", "versions"] },
  { line: [START, "deploy", "--environments", "mlapp", "--print"] },
  { line: ["dev/run.js", "dev/docs/main.ts", "--check"] },
];

const chosen = process.argv.slice(2);
const versions = chosen.length > 0 ? chosen : NODE_VERSIONS;
const expected = outputOf(process.execPath);
if (expected.files === 0) fail("the commands wrote no file, so nothing is compared");
for (const name of environments)
  if (![...expected.texts.keys()].some((path) => path.includes(`/stacks/${name}-`)))
    fail(`synth wrote no stack of ${name}, so nothing of it is compared`);
const failed = versions.filter((version) => !passes(version));
if (failed.length > 0) fail(`failed on Node.js ${failed.join(" and ")}`);
console.log(`passed on Node.js ${versions.join(", ")}`);

function passes(version) {
  const node = nodeProgram(version);
  console.log(`\nNode.js ${version}, compared with ${process.version.slice(1)}`);
  const { texts, files } = outputOf(node);
  const different = [...new Set([...expected.texts.keys(), ...texts.keys()])].filter(
    (name) => texts.get(name) !== expected.texts.get(name),
  );
  for (const name of different) console.log(`differs: ${name}`);
  console.log(
    `${files} files and the output of ${COMMANDS.length} commands compared, ${different.length} differ`,
  );
  return different.length === 0 && commandLineTestsPass(node) && packageTestsPass(node);
}

/** All that the commands print and write, by name. A command that fails, or prints a warning, ends the run. */
function outputOf(node) {
  const texts = new Map();
  const base = mkdtempSync(join(work, "run-"));
  const synthesized = join(base, "synthesized");
  let files = 0;
  for (const { line: words, writes } of COMMANDS) {
    const program = words.slice(0, 3).join(" ");
    const folder = writes && join(base, writes);
    const line = [...words, ...(folder ? [folder] : [])];
    const env = { ...environmentOf(node), ...(folder === synthesized ? {} : { CDKTF_OUTDIR: synthesized }) };
    const { status, stdout, stderr } = spawnSync(node, line, {
      cwd: root,
      env,
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    if (status !== 0) fail(`${program}: exit status ${status}\n${stdout}${stderr}`);
    if (/Warning/.test(stderr)) fail(`${program} prints a warning on ${node}:\n${stderr}`);
    // Folders and durations differ from run to run, and with them the steps that a slow command prints on standard error.
    texts.set(program, stdout.replaceAll(base, "").replace(/\b[\d.]+ m?s\b/g, ""));
    if (!folder) continue;
    for (const file of filesIn(folder)) {
      texts.set(`${writes}/${relative(folder, file)}`, readFileSync(file, "base64"));
      files += 1;
    }
  }
  return { texts, files };
}

/** The jest tests that start a command of this repository, or own code, as a process, directly or through a helper. */
function commandLineTestsPass(node) {
  const tests = join(root, "__tests__");
  const starting = filesIn(tests).filter(
    (file) => file.endsWith(".ts") && /process\.execPath|own-code/.test(readFileSync(file, "utf8")),
  );
  return jestPasses(node, ["--findRelatedTests", ...starting]);
}

/** The suite of the packed and installed program. */
function packageTestsPass(node) {
  return jestPasses(node, ["--config", "__tests__/real/package/jest.config.js"]);
}

function jestPasses(node, args) {
  const { status } = spawnSync(node, [join(root, "node_modules/jest/bin/jest.js"), ...args], {
    cwd: root,
    env: environmentOf(node),
    stdio: "inherit",
  });
  return status === 0;
}

/** The variables of this process, with a version of Node.js first on the PATH, which scripts use. */
function environmentOf(node) {
  const { CDKTF_OUTDIR, ENVIRONMENT, ENVIRONMENTS_DIR, ...others } = process.env;
  return { ...others, PATH: `${dirname(node)}${delimiter}${process.env.PATH}`, NO_COLOR: "1" };
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : [path];
    })
    .sort();
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
