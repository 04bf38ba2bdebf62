import { readFileSync, readdirSync } from "node:fs";
import { join, posix, resolve } from "node:path";

export const ROOT = resolve(__dirname, "../..");

/** A fenced block of a Markdown file. */
export interface Block {
  /** `file:line` of the fence. */
  readonly at: string;
  readonly language: string;
  /** Text without the indent of the fence. */
  readonly text: string;
}

/** Pages for those who contribute, outside of docs. */
const CONTRIBUTOR_PAGES = ["AGENTS.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md"];

/** README.md, pages for those who contribute, and the pages of docs and its folders but decisions, by their paths. */
export const documents = (): ReadonlyMap<string, string> =>
  new Map(
    [
      "README.md",
      ...CONTRIBUTOR_PAGES,
      ...readdirSync(join(ROOT, "docs"), { encoding: "utf8", recursive: true }).map((path) => `docs/${path}`),
    ]
      .filter((path) => path.endsWith(".md") && !path.startsWith("docs/decisions/"))
      .map((path) => [path, readFileSync(join(ROOT, path), "utf8")]),
  );

/** Files of the repository that the relative links of a document lead to, without anchors. */
export const linkedFrom = (path: string, text: string): string[] =>
  [...text.matchAll(/\]\(([^)#:\s]+)(?:#[^)\s]*)?\)/g)].map(([, link = ""]) =>
    posix.normalize(posix.join(posix.dirname(path), link)),
  );

/** The fenced blocks of all documents in one of the languages. */
export function blocksOf(...languages: readonly string[]): Block[] {
  return [...documents()].flatMap(([path, text]) =>
    [...text.matchAll(/^( *)```(\w*)\n([^]*?)^\1```$/gm)].flatMap(
      ({ index, 1: indent = "", 2: language = "", 3: block = "" }) => {
        if (!languages.includes(language)) return [];
        const line = text.slice(0, index).split("\n").length;
        return [
          { at: `${path}:${line}`, language, text: block.replaceAll(new RegExp(`^${indent}`, "gm"), "") },
        ];
      },
    ),
  );
}
