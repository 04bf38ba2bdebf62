import { counted } from "../../base/counted";
import type { Problem } from "../problems";

/** A line that explains a syntax error better than the words of the parser. */
export interface LineMistake extends Pick<Problem, "got" | "expected" | "fix"> {
  /** Line and column, starting at 1. */
  readonly line: number;
  readonly column: number;
}

/** Mistake in a line, starting at 1, that the parser refuses, or in the next one. Undefined if these lines have none. */
export function mistakeAt(text: string, line: number): LineMistake | undefined {
  const lines = withoutTexts(text.split("\n"));
  const next = lines.findIndex((each, index) => index >= line && each !== "") + 1;
  return inLine(lines, line) ?? inLine(lines, next);
}

/** The lines, with an empty one for each comment and each line of a text that begins after `|` or `>`. */
function withoutTexts(lines: readonly string[]): string[] {
  let key = Infinity;
  let text = Infinity;
  return lines.map((line) => {
    if (/^\s*(#|$)/.test(line)) return "";
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    if (indent > key) text = Math.min(text, indent);
    key = /[:-]\s*[|>][+\-\d]*\s*(#.*)?$/.test(line) ? indent : Infinity;
    if (indent >= text) return "";
    text = Infinity;
    return line;
  });
}

function inLine(lines: readonly string[], line: number): LineMistake | undefined {
  const text = lines[line - 1] ?? "";
  if (isContinued(lines.slice(0, line - 1))) return undefined;
  return missingSpace(text, line) ?? wrongIndent(lines, line);
}

/** Keys of environments, and names of node groups and variables. */
const KEY = "[A-Za-z][\\w-]*";
const NO_SPACE_AFTER_COLON = new RegExp(`^(\\s*(?:- +)*)(${KEY}):(?!\\s|//|$)`);
/** An IAM action in a list. */
const ACTION = /^\s*- +[a-z0-9-]+:[A-Z][A-Za-z0-9]*\*?\s*(#.*)?$/;
const NO_SPACE_AFTER_DASH = new RegExp(`^(\\s*)-(${KEY})\\s*:`);

/** The value is not shown: it may be a secret. */
function missingSpace(text: string, line: number): LineMistake | undefined {
  if (ACTION.test(text)) return undefined;
  const [, before = "", key] = NO_SPACE_AFTER_COLON.exec(text) ?? [];
  if (key !== undefined) {
    return {
      line,
      column: before.length + key.length + 2,
      got: `${key}: without a space`,
      expected: "a space between the colon of a key and its value",
      fix: `write "${key}: " and the value`,
    };
  }
  const [, indent = "", entry] = NO_SPACE_AFTER_DASH.exec(text) ?? [];
  return entry === undefined
    ? undefined
    : {
        line,
        column: indent.length + 2,
        got: `-${entry} without a space`,
        expected: "a space between the dash of a list entry and its value",
        fix: `write "- ${entry}: " and the value`,
      };
}

/** Columns in which keys or list entries may start, with the line that shows it, from the outermost. */
interface Level {
  readonly indent: number;
  readonly line: number;
  readonly word: string;
}

const LINE = /^( *)((?:- +)*)([^\s:#]*)(:?)/;

/** A key or a dash whose value begins on the next line. */
const OPENS = /(:|^-|\s-)\s*(#.*)?$/;

function wrongIndent(lines: readonly string[], line: number): LineMistake | undefined {
  const [, spaces = "", , word = ""] = LINE.exec(lines[line - 1] ?? "") ?? [];
  if (word === "") return undefined;
  let levels: Level[] = [];
  let opens = true;
  lines.slice(0, line - 1).forEach((text, index) => {
    const [, indent = "", dashes = "", first = ""] = LINE.exec(text) ?? [];
    if (first === "" && dashes === "") return;
    levels = levels.filter((level) => level.indent < indent.length);
    const columns = [...new Set([indent.length, indent.length + dashes.length])];
    levels.push(...columns.map((column) => ({ indent: column, line: index + 1, word: first })));
    opens = OPENS.test(text);
  });
  const indent = spaces.length;
  const innermost = levels.at(-1)?.indent ?? 0;
  if (
    levels.length === 0 ||
    levels.some((level) => level.indent === indent) ||
    (opens && indent > innermost)
  ) {
    return undefined;
  }
  const distance = (level: Level): number => Math.abs(level.indent - indent);
  const meant = levels.reduce((best, level) => (distance(level) <= distance(best) ? level : best));
  return {
    line,
    column: indent + 1,
    got: `${counted(indent, "space")} before ${word}`,
    expected: `${meant.indent}, as before ${meant.word} on line ${meant.line}`,
    fix: "indent the keys of one mapping equally, and those below a key deeper",
  };
}

/** Whether a bracket of earlier lines is open, in which indentation has no meaning. */
function isContinued(lines: readonly string[]): boolean {
  const plain = lines.map((line) => line.replace(/"(?:[^"\\]|\\.)*"|'[^']*'|(^|\s)#.*$/g, "")).join("\n");
  const count = (bracket: RegExp): number => (plain.match(bracket) ?? []).length;
  return count(/[[{]/g) > count(/[\]}]/g);
}
