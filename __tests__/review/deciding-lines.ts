import { plain } from "../../src/review/stages/phrase";
import { decidingLines } from "../../src/review/deciding-files/deciding-files";

/** A file before and after; undefined where a side does not have it. */
export type Files = Readonly<
  Record<string, readonly [before: string | undefined, after: string | undefined]>
>;

/** Files, and the lines that a review has of them. */
export type Case = readonly [name: string, files: Files, lines: readonly RegExp[]];

/** The lines of files that decide, as `level: text`. */
export const linesOf = (files: Files): string[] =>
  decidingLines(
    Object.entries(files).map(([path, [before, after]]) => ({ path, before, after })),
    "environments",
  ).map(({ level, text }) => `${level}: ${plain(text)}`);
