import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

export const ROOT = resolve(__dirname, "../..");

/** A fenced block of a Markdown file. */
export interface Block {
  /** `file:line` of the fence. */
  readonly at: string;
  readonly language: string;
  /** Text without the indent of the fence. */
  readonly text: string;
}

/** README.md and the pages of docs, by their paths. */
export const documents = (): ReadonlyMap<string, string> =>
  new Map(
    ["README.md", ...readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`)]
      .filter((path) => path.endsWith(".md"))
      .map((path) => [path, readFileSync(join(ROOT, path), "utf8")]),
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
