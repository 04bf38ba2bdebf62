import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT, documents, linkedFrom } from "../support/documents";

const read = (path: string): [string, string] => [path, readFileSync(join(ROOT, path), "utf8")];

/** The changes that are not released: entries of releases name the paths of their time. */
const [unreleased = ""] = read("CHANGELOG.md")[1].split(/^## (?!Unreleased)/m);

const texts = new Map([
  ...documents(),
  ["CHANGELOG.md", unreleased] as const,
  ...readdirSync(join(ROOT, "docs/decisions")).map((name) => read(`docs/decisions/${name}`)),
]);

/** Pages that a text names by their path. Sources of checks name pages of other projects. */
const named = (text: string): string[] =>
  [...text.replaceAll(/^- Source: .*$/gm, "").matchAll(/(?<![\w/.-])docs\/[\w/-]+\.md/g)].map(
    ([path]) => path,
  );

const missing = (pathsOf: (path: string, text: string) => string[]): string[] =>
  [...texts].flatMap(([path, text]) =>
    pathsOf(path, text).flatMap((to) => (existsSync(join(ROOT, to)) ? [] : [`${path}: ${to}`])),
  );

test("documents, decisions and the changelog have links, and name pages", () => {
  expect(texts.size).toBeGreaterThan(100);
  expect([...texts].flatMap(([path, text]) => linkedFrom(path, text)).length).toBeGreaterThan(200);
  expect([...texts.values()].flatMap(named).length).toBeGreaterThan(100);
});

test("each relative link leads to a file or folder", () => {
  expect(missing(linkedFrom)).toEqual([]);
});

test("each page that a text names by its path exists", () => {
  expect(missing((_, text) => named(text))).toEqual([]);
});
