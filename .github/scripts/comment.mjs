// Creates or updates one comment for each page of a folder, in the pull request whose head was reviewed. The pages come from
// a run of the pull request and are untrusted, so they are used as text only. The pull request is found by its head commit.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const {
  GH_TOKEN,
  GITHUB_API_URL = "https://api.github.com",
  REPOSITORY,
  HEAD_OWNER,
  HEAD_BRANCH,
  HEAD_SHA,
} = process.env;
const LONGEST = 65_536;
const MOST_PAGES = 20;
const folder = process.argv[2];

async function github(method, path, body) {
  const response = await fetch(`${GITHUB_API_URL}/repos/${REPOSITORY}/${path}`, {
    method,
    headers: { authorization: `Bearer ${GH_TOKEN}`, accept: "application/vnd.github+json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function all(path) {
  const items = [];
  for (let page = 1; ; page += 1) {
    const some = await github("GET", `${path}${path.includes("?") ? "&" : "?"}per_page=100&page=${page}`);
    items.push(...some);
    if (some.length < 100) return items;
  }
}

const head = encodeURIComponent(`${HEAD_OWNER}:${HEAD_BRANCH}`);
const open = await all(`pulls?state=open&head=${head}`);
const pull = open.find(({ head: { sha } }) => sha === HEAD_SHA);
if (!pull) {
  console.log("the pull request has a newer commit or is closed: no comment");
  process.exit(0);
}

if (!existsSync(join(folder, "reviewed"))) {
  console.log("the review has no pages: comments are unchanged");
  process.exit(0);
}
const files = readdirSync(folder).filter((name) => name.endsWith(".md"));
const pages = files.slice(0, MOST_PAGES).flatMap((name) => {
  const text = readFileSync(join(folder, name), "utf8").slice(0, LONGEST);
  const [marker] = text.split("\n", 1);
  return /^<!-- review of \S+ -->$/.test(marker) ? [{ marker, text }] : [];
});

const comments = (await all(`issues/${pull.number}/comments`)).filter(({ user }) => user?.type === "Bot");
const ofMarker = (marker) => comments.find(({ body }) => body.startsWith(`${marker}\n`));
for (const { marker, text } of pages) {
  const known = ofMarker(marker);
  if (known) await github("PATCH", `issues/comments/${known.id}`, { body: text });
  else await github("POST", `issues/${pull.number}/comments`, { body: text });
}
// the comment of an environment that no longer changes is kept and says so
for (const { id, body } of comments) {
  const [marker] = body.split("\n", 1);
  const isOurs = /^<!-- review of \S+ -->$/.test(marker);
  if (isOurs && !pages.some((page) => page.marker === marker)) {
    await github("PATCH", `issues/comments/${id}`, { body: `${marker}\nno change anymore` });
  }
}
