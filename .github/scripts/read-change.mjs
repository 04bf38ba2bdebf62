// Decides from the changed files whether a pull request is plain values, and then writes its YAML files to a
// folder. It runs no code of the branch: files come from GitHub's API, by the commits of the event, and are written as plain files.
// Usage: read-change.mjs FOLDER, in which change.json and the YAML files are written. Variables: GH_TOKEN, REPOSITORY, BASE_SHA (the
// default branch), HEAD_SHA, HEAD_REPOSITORY, ENVIRONMENTS_DIR (default: environments).
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { github } from "./github.mjs";
import { variable } from "./stack.mjs";

/** GitHub's API lists at most this many files of a comparison. */
const MOST_FILES = 300;
const ENVIRONMENT_FILE = /^[a-z][a-z0-9-]*\.yaml$/;

const [target] = process.argv.slice(2);
const folder = process.env.ENVIRONMENTS_DIR || "environments";
const [repository, base, head, from] = ["REPOSITORY", "BASE_SHA", "HEAD_SHA", "HEAD_REPOSITORY"].map(
  variable,
);

const { files = [], behind_by: behind } = await github("GET", `compare/${base}...${head}`);
const reasons = files
  .flatMap(({ filename, previous_filename: before }) => [filename, ...(before ? [before] : [])])
  .filter((file) => !isEnvironment(file))
  .map((file) => `file ${file}`);
if (files.length === 0) reasons.push("no changed file is listed");
if (files.length >= MOST_FILES) reasons.push(`${MOST_FILES} changed files or more`);
const kind = reasons.length === 0 ? "values" : "code";
if (behind !== 0) reasons.push("the branch lacks commits of the default branch: update it");
if (from !== repository) reasons.push(`a fork, ${from}`);

mkdirSync(join(target, folder), { recursive: true });
const isRead = kind === "values" && behind === 0;
const removed = [];
for (const { filename, previous_filename: before, status, sha } of isRead ? files : []) {
  if (before) removed.push(before);
  if (status === "removed") removed.push(filename);
  else writeFileSync(join(target, filename), await textOf(sha));
}
const change = { kind: isRead ? "values" : "code", reasons, removed, plan: reasons.length === 0 };
writeFileSync(join(target, "change.json"), `${JSON.stringify(change, null, 2)}\n`);

function isEnvironment(file) {
  return file === `${folder}/${basename(file)}` && ENVIRONMENT_FILE.test(basename(file));
}

async function textOf(sha) {
  const { content } = await github("GET", `git/blobs/${sha}`);
  return Buffer.from(content, "base64");
}
