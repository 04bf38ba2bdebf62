// Creates or updates the comments of a pull request from a folder of pages: change.md, and a page for each environment. The pull request
// is found by its head commit. Pages are text only. Usage: comment.mjs PAGES
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { all, code, github } from "./github.mjs";
import { variable } from "./stack.mjs";

/** Maximum characters of a GitHub comment. */
const LONGEST = 65_536;
/** Environments with a comment of their own. The first comment names the others. */
const MOST_PAGES = 20;
const MARKER = /^<!-- review( of \S+)? -->$/;

const [folder] = process.argv.slice(2);
const [owner, branch, sha] = ["HEAD_OWNER", "HEAD_BRANCH", "HEAD_SHA"].map(variable);
const open = await all(`pulls?state=open&head=${encodeURIComponent(`${owner}:${branch}`)}`);
const pull = open.find(({ head }) => head.sha === sha);
if (!pull) {
  console.log("the pull request has a newer commit or is closed: no comment");
  process.exit(0);
}
if (!existsSync(join(folder, "change.md"))) {
  console.log("there are no pages: comments are unchanged");
  process.exit(0);
}

const files = readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "change.md");
const read = files.flatMap((name) => {
  const text = readFileSync(join(folder, name), "utf8");
  const [marker, headline = ""] = text.split("\n", 2);
  return MARKER.test(marker) ? [{ name: name.slice(0, -3), marker, text, headline }] : [];
});
const named = read
  .slice(MOST_PAGES)
  .map(({ name, headline }) => `- ${code(name)}: ${code(headline.replace(/^#+ /, ""))}`);
const first = readFileSync(join(folder, "change.md"), "utf8");
const rest =
  named.length === 0 ? "" : `\nEnvironments without a comment of their own:\n\n${named.join("\n")}\n`;
const pages = [
  { marker: first.split("\n", 1)[0], text: first.slice(0, LONGEST - rest.length) + rest },
  ...read.slice(0, MOST_PAGES),
];

const comments = (await all(`issues/${pull.number}/comments`)).filter(({ user }) => user?.type === "Bot");
for (const { marker, text } of pages) {
  const known = comments.find(({ body }) => body.startsWith(`${marker}\n`));
  const body = text.slice(0, LONGEST);
  if (known) await github("PATCH", `issues/comments/${known.id}`, { body });
  else await github("POST", `issues/${pull.number}/comments`, { body });
}
// A comment of an earlier commit is replaced: it must not be read as that of this one.
const now = existsSync(join(folder, "failed"))
  ? `failed for commit ${sha}: the first comment has the reason`
  : "no change anymore, or named in the first comment";
for (const { id, body } of comments) {
  const [marker] = body.split("\n", 1);
  const isOurs = MARKER.test(marker);
  if (isOurs && !pages.some((page) => page.marker === marker)) {
    await github("PATCH", `issues/comments/${id}`, { body: `${marker}\n${now}` });
  }
}
