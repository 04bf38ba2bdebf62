// GitHub's API for the scripts of workflows. Variables: GH_TOKEN, REPOSITORY (OWNER/NAME) and, in tests, GITHUB_API_URL.
import { readFileSync } from "node:fs";
import { variable } from "./stack.mjs";

/** Calls the API at a path of the repository, or at a path that begins with a slash. */
export async function github(method, path, body) {
  const { GH_TOKEN, GITHUB_API_URL = "https://api.github.com" } = process.env;
  const place = path === "" || path.startsWith("/") ? path : `/${path}`;
  const repository = path.startsWith("/") ? "" : `/repos/${variable("REPOSITORY")}`;
  const response = await fetch(`${GITHUB_API_URL}${repository}${place}`, {
    method,
    headers: { authorization: `Bearer ${GH_TOKEN}`, accept: "application/vnd.github+json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? undefined : response.json();
}

/** The answer of a call; undefined for what does not exist, or what the token cannot read. */
export const ifReadable = (call) =>
  call.catch((error) => {
    if (/: 40[34] /.test(error.message)) return undefined;
    throw error;
  });

/** Items of all pages: answers, or a list in them. */
export async function all(path, key) {
  const items = [];
  for (let page = 1; ; page += 1) {
    const answer = await github("GET", `${path}${path.includes("?") ? "&" : "?"}per_page=100&page=${page}`);
    const some = key === undefined ? answer : answer[key];
    items.push(...some);
    if (some.length < 100) return items;
  }
}

/** Text in a code span, in which GitHub interprets no link and no mention. */
export function code(text) {
  const line = text.replace(/\s+/g, " ").slice(0, 300);
  const fence = fenceOf(line, 1);
  return `${fence} ${line} ${fence}`;
}

/** Text in a code block, cut after 50,000 characters. */
export function codeBlock(text) {
  const fence = fenceOf(text, 3);
  const cut = text.length > 50_000 ? `${text.slice(0, 50_000)}\n… cut` : text;
  return `${fence}\n${cut.replace(/\n$/, "")}\n${fence}`;
}

function fenceOf(text, shortest) {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  return "`".repeat(Math.max(shortest, longest + 1));
}

export const jsonIn = (file) => JSON.parse(readFileSync(file, "utf8"));

/** Reviews in the output of `review --json`. */
export const reviewsIn = (text) => JSON.parse(text).environments;
