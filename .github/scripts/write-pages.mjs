// Writes the review for comment.mjs: change.md, one comment for all environments. The reviewer is the program beside this script, thus
// that of the default branch; the folder of the pull request is data. Usage: write-pages.mjs CHANGE_JSON BASE_OUT HEAD_OUT PAGES.
// Variables: PROGRAM (the reviewer, in tests), ERRORS (a file with the messages of a synth that failed), BASE_SHA and HEAD_SHA
// (the commits of both folders, which the comment names).
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { code, codeBlock, jsonIn, reviewsIn } from "./github.mjs";

const [file, base, head, pages] = process.argv.slice(2);
/** Lines above the review have at most this many reasons; the program leaves 5,000 characters of a comment for them. */
const MOST_REASONS = 12;

const change = jsonIn(file);
const program =
  process.env.PROGRAM || fileURLToPath(new URL("../../bin/private-eks-inference.js", import.meta.url));
// Without inputs beside it, the reviewer reads a folder as it is.
const elsewhere = mkdtempSync(join(tmpdir(), "review-"));
mkdirSync(pages, { recursive: true });

const messages =
  process.env.ERRORS && existsSync(process.env.ERRORS) ? readFileSync(process.env.ERRORS, "utf8") : "";
if (messages.trim() !== "") failed("The default branch's program refuses the files:", messages);
else if (!existsSync(head))
  failed("The run of the branch wrote no output: its synth failed. Read its log.", "");
else if (hasLinks(head))
  failed("The output of the branch was not reviewed:", "it has a link, which may lead to other files");
else review();

function review() {
  const report = run("--json");
  if (report.status !== 0) return failed("The output of the branch cannot be reviewed:", report.stderr);
  const changes = reviewsIn(report.stdout).filter(({ verdict }) => verdict !== "no change");
  const { deciding = [] } = JSON.parse(report.stdout);
  if (changes.some(({ environment }) => !/^[a-z][a-z0-9-]{0,40}$/.test(environment))) {
    return failed(
      "The output of the branch was not reviewed:",
      "the name of an environment has other characters",
    );
  }
  if (changes.length + deciding.length === 0) return page(["No environment changes."]);
  const markdown = run("--markdown");
  if (markdown.status !== 0) return failed("The output of the branch cannot be reviewed:", markdown.stderr);
  // The first line is the reviewer's hidden one; the comment has its own.
  return page([markdown.stdout.slice(markdown.stdout.indexOf("\n") + 1).trim()]);
}

function run(...options) {
  return spawnSync(
    process.execPath,
    [program, "review", "--before", resolve(base), "--in", resolve(head), ...options],
    { cwd: elsewhere, encoding: "utf8", maxBuffer: 2 ** 28 },
  );
}

function failed(sentence, text) {
  page([`**Not reviewed.** ${sentence}`, ...(text === "" ? [] : [codeBlock(text)])]);
}

function page(lines) {
  const source =
    change.kind === "values"
      ? "Only YAML files of environments change. The default branch's program synthesizes them."
      : "**The change has code.** Code of the branch synthesized what is reviewed below, and could have written anything: read the code first.";
  const why = change.plan
    ? "Stacks of state, network and cluster are planned before the merge, after an approval."
    : "Nothing is planned before the merge:";
  const some = change.reasons.slice(0, MOST_REASONS).map((reason) => `- ${code(reason)}`);
  const rest = change.reasons.length - MOST_REASONS;
  const list = [...some, ...(rest > 0 ? [`- and ${rest} more`] : [])].join("\n");
  const text = [...commits(), source, `${why}\n\n${list}`.trim(), ...lines].join("\n\n");
  writeFileSync(join(pages, "change.md"), `<!-- review -->\n${text}\n`);
}

/** The commits that the comment is about, where both are known. */
function commits() {
  const { BASE_SHA = "", HEAD_SHA = "" } = process.env;
  if (![BASE_SHA, HEAD_SHA].every((sha) => /^[0-9a-f]{40}$/.test(sha))) return [];
  return [
    `Commit ${code(HEAD_SHA.slice(0, 7))}, compared with ${code(BASE_SHA.slice(0, 7))} of the default branch.`,
  ];
}

function hasLinks(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).some(
    (entry) => !entry.isFile() && !entry.isDirectory(),
  );
}
