// Creates or updates the comment of a pull request from a folder with change.md. The pull request is found by its head commit. The page
// is text only. Usage: comment.mjs PAGES
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { all, github } from "./github.mjs";
import { variable } from "./stack.mjs";

/** Maximum characters of a GitHub comment. */
const LONGEST = 65_536;
/** Hidden first line of this comment, and of comments for one environment each, which earlier versions wrote. */
const MARKER = /^<!-- review( of \S+)? -->$/;

const [folder] = process.argv.slice(2);
const [owner, branch, sha] = ["HEAD_OWNER", "HEAD_BRANCH", "HEAD_SHA"].map(variable);
const open = await all(`pulls?state=open&head=${encodeURIComponent(`${owner}:${branch}`)}`);
const pull = open.find(({ head }) => head.sha === sha);
if (!pull) {
  console.log("the pull request has a newer commit or is closed: no comment");
  process.exit(0);
}
const file = join(folder, "change.md");
if (!existsSync(file)) {
  console.log("there is no page: comments are unchanged");
  process.exit(0);
}

const body = readFileSync(file, "utf8").slice(0, LONGEST);
const [marker] = body.split("\n", 1);
const comments = (await all(`issues/${pull.number}/comments`)).filter(({ user }) => user?.type === "Bot");
const known = comments.find((comment) => comment.body.startsWith(`${marker}\n`));
if (known) await github("PATCH", `issues/comments/${known.id}`, { body });
else await github("POST", `issues/${pull.number}/comments`, { body });
// A comment of an earlier commit must not be read as that of this one.
for (const old of comments) {
  const [line] = old.body.split("\n", 1);
  if (MARKER.test(line) && line !== marker) {
    await github("PATCH", `issues/comments/${old.id}`, {
      body: `${line}\nreplaced: one comment reviews all environments of commit ${sha}`,
    });
  }
}
