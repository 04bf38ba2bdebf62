import type { YAMLError } from "yaml";
import { mistakeAt } from "./line-mistakes";
import { printable, WHOLE_FILE, type Problem } from "../problems";
import { type SourceText } from "./yaml-node";
import table from "./syntax-words.json";

type Code = YAMLError["code"];

/** Errors that do not affect how the rest of the file is parsed. */
const LOCAL: ReadonlySet<Code> = new Set<Code>([
  "BAD_DIRECTIVE",
  "BAD_DQ_ESCAPE",
  "BAD_SCALAR_START",
  "MULTIPLE_DOCS",
  "TAG_RESOLVE_FAILED",
]);

export function leavesTreeUsable(error: YAMLError): boolean {
  return LOCAL.has(error.code);
}

/** Maximum number of syntax problems that are shown for a file. */
const MOST = 20;

/** Expected form and fix of each error of the parser. Another error has the words of the parser. */
const WORDS: Partial<Record<Code, { expected: string; fix: string }>> = table.words;

/** Problems for the parser's errors, at most one for each line. `openings`: start of each quoted text by its end. */
export function syntaxProblems(
  source: SourceText,
  errors: readonly YAMLError[],
  openings: ReadonlyMap<number, number>,
): Problem[] {
  const byLine = new Map<number, Problem>();
  let lost = false;
  for (const error of errors) {
    // the reader reports all tags, known or not
    if (error.code === "TAG_RESOLVE_FAILED") continue;
    const end = Math.min(error.pos[0], source.text.length);
    const offset = error.code === "MISSING_CHAR" ? (openings.get(end) ?? end) : end;
    const location = source.locationAt(offset);
    // after an unrecoverable error, the parser reports every further line as unexpected
    const follows = error.code === "UNEXPECTED_TOKEN" && lost;
    lost ||= !leavesTreeUsable(error);
    if (follows || byLine.has(location.line) || byLine.size >= MOST) continue;
    const words = WORDS[error.code] ?? {
      expected: "valid YAML",
      fix: lowerFirst(printable(error.message, 120)),
    };
    const isQuote = /["']/.test(source.text.charAt(offset));
    const mistake = isQuote ? undefined : mistakeAt(source.text, location.line);
    if (mistake && !byLine.has(mistake.line)) {
      const { line, column, ...found } = mistake;
      byLine.set(line, { location: { ...location, line, column }, path: WHOLE_FILE, ...found });
    } else if (!mistake) {
      byLine.set(location.line, { location, path: WHOLE_FILE, got: lineAt(source, offset), ...words });
    }
  }
  return [...byLine.values()];
}

/** The line at an offset. Only the key of a line with one: its value may be a secret. */
function lineAt(source: SourceText, offset: number): string {
  const { text } = source;
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  const line = text.slice(start, end < 0 ? text.length : end);
  const shown = printable(line.replace(KEY_AND_VALUE, "$1 …"));
  return shown === "" ? "an unexpected end" : shown;
}

const KEY_AND_VALUE = /^([\s-]*[^\s:"'][^:]*:)\s+\S.*$/;

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
