import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT, documents } from "../support/documents";

/** Words of claims about what others publish or support, which can be wrong next month. */
const CLAIM =
  /\barchived\b|\bissue \d+ of|\bissue \d+, open|no binary|not every mirror|published as source only|EKS (cannot|can return)|(AWS|EKS|MLflow|KServe|Helm) (does not|do not|cannot) (support|use|offer|say)|\bhas no bindings\b|is not yet (released|supported)/;

/**
 * Claims of what a system outside of this project refuses or cannot do. `what AWS refuses` claims nothing, and neither does
 * a command of this project that is named after a system.
 */
const REFUSAL =
  /(?<!\b(?:what|if|of|that) |\w and )\b(?:AWS(?: Backup)?|EKS|ECR|RDS|Kubernetes|Fargate|KServe) (?:refuses|cannot|does not let|never lets)\b|\bKServe does not let\b|\bEKS cannot\b|\b(?:is|are) not supported by (?:AWS|EKS|ECR|RDS|Kubernetes|Fargate|KServe)\b/;

const DATE = /\b20\d\d-\d\d-\d\d\b/;

/** A claim without a source in the shared facts says so. */
const isGrounded = (part: string): boolean => DATE.test(part) || /\bunconfirmed\b/.test(part);
const isClaim = (part: string): boolean => CLAIM.test(part) || REFUSAL.test(part);

/** Paragraphs, list items and rows of tables, each on one line. */
const partsOf = (text: string): string[] =>
  text.split(/\n\n|\n(?=\||- |\d+\. )/).map((part) => part.replaceAll(/\s+/g, " "));

/** Each section of docs/reference/checks.md has a line with source and date, so it is one part. */
const SECTIONED = "docs/reference/checks.md";
const sections =
  documents()
    .get(SECTIONED)
    ?.split(/\n(?=#{2,} )/) ?? [];

const claims = [...documents()]
  .filter(([path]) => path !== SECTIONED)
  .flatMap(([path, text]) => partsOf(text).flatMap((part) => (isClaim(part) ? [{ path, part }] : [])));

test("documents have claims about what others publish or support", () => {
  expect(claims.length).toBeGreaterThan(4);
});

test("each claim about what others publish, support or refuse has the day on which it was read", () => {
  expect(claims.filter(({ part }) => !isGrounded(part))).toEqual([]);
});

test("a claim without a day is found", () => {
  const [part = ""] = partsOf("CDKTF is archived since\nDecember 2025.");
  expect(CLAIM.test(part)).toBe(true);
  expect(DATE.test(part)).toBe(false);
});

test("each section on a check that says what others refuse has its source with a day", () => {
  const claiming = sections.filter(isClaim);
  expect(claiming.length).toBeGreaterThan(4);
  expect(claiming.filter((section) => !/^- Source: [^]*\b20\d\d-\d\d-\d\d\b/m.test(section))).toEqual([]);
});

test("each decision that says what others refuse has a day in its header", () => {
  const folder = join(ROOT, "docs/decisions");
  const claiming = readdirSync(folder)
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }))
    .filter(({ text }) => isClaim(text));
  expect(claiming.length).toBeGreaterThan(7);
  const headerOf = (text: string): string => text.split(/^## /m)[0] ?? "";
  expect(claiming.filter(({ text }) => !DATE.test(headerOf(text))).map(({ name }) => name)).toEqual([]);
});

test.each([
  "ECR refuses to delete repositories that contain images.",
  "The disk of the node is not used. Fargate cannot mount it.",
  "A time that KServe does not let you set.",
  "Volumes of this kind are not supported by Fargate.",
])("%s: needs a day", (text) => {
  expect(isClaim(text)).toBe(true);
  expect(isGrounded(text)).toBe(false);
});

test.each(["edits what Kubernetes refuses", "if AWS refuses the call", "synth refuses the file"])(
  "%s: is no claim about others",
  (text) => expect(isClaim(text)).toBe(false),
);
