// Compares the files of a stack with the record of the synth that was reviewed, before a job has credentials. The digest of the record is
// an output of the job that reviewed it, so that files and record which were changed together on the way are found.
// Usage: compare-output.mjs STACK_FOLDER. Variable: RECORD.
import { lstatSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { allFilesIn, sha256Of } from "./plan-archive.mjs";
import { fail, stackIn, variable } from "./stack.mjs";

const [folder] = process.argv.slice(2);
const reviewed = variable("RECORD");
const FIX = "start the workflow again; if it stops again, compare the artifact with an output of synth";
stackIn(folder);
const output = dirname(dirname(folder));
const expected = recordedIn(join(output, ".synth-files.json"));
const found = new Set(allFilesIn(folder));

const edits = [
  ...[...expected].flatMap(([file, digest]) => editOf(file, digest)),
  ...[...found].filter((file) => !expected.has(file)).map((file) => `added ${file}`),
];
if (edits.length > 0) fail(`${folder}: got other files than the review's: ${edits.join(", ")}; ${FIX}`);
process.stdout.write(`${basename(folder)}: ${expected.size} files as reviewed\n`);

/** Digests of the stack's files by their path in its folder. */
function recordedIn(file) {
  const bytes = readRecord(file);
  const got = sha256Of(bytes);
  if (got !== reviewed)
    fail(`${file}: got another record than the review's (${got}), expected ${reviewed}; ${FIX}`);
  const prefix = `${relative(output, folder)}/`;
  const own = Object.entries(JSON.parse(bytes).files).filter(([path]) => path.startsWith(prefix));
  return new Map(own.map(([path, digest]) => [path.slice(prefix.length), digest]));
}

function readRecord(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    return fail(`${file}: got no record (${error.code}), expected that of a synth; ${FIX}`);
  }
}

function editOf(file, digest) {
  if (!found.has(file)) return [`removed ${file}`];
  const path = join(folder, file);
  if (!lstatSync(path).isFile()) return [`no file: ${file}`];
  return sha256Of(readFileSync(path)) === digest ? [] : [`changed ${file}`];
}
