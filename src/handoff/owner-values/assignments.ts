/** An assignment at the top of a file of values, with its lines. */
export interface Assignment {
  readonly name: string;
  /** Index of its first line, and of the line after its last. */
  readonly from: number;
  readonly to: number;
  /** Text before its value, with the spaces that align it. */
  readonly head: string;
}

const HEAD = /^\s*("?)([\w-]+)\1\s*=\s*/;

/** Assignments of a readable file of HCL values, in their order. Comments and blank lines belong to none. */
export function assignmentsIn(text: string): Assignment[] {
  const lines = text.split("\n");
  const found: Assignment[] = [];
  let index = 0;
  while (index < lines.length) {
    const [head = "", , name] = HEAD.exec(lines[index] ?? "") ?? [];
    if (name === undefined) {
      index = endOfComment(lines, index);
      continue;
    }
    const to = endOfValue(lines, index, head.length);
    found.push({ name, from: index, to, head });
    index = to;
  }
  return found;
}

/** The line after a comment of several lines, or the next line. */
function endOfComment(lines: readonly string[], from: number): number {
  if (!/^\s*\/\*/.test(lines[from] ?? "")) return from + 1;
  const end = lines.findIndex((line, index) => index >= from && line.includes("*/"));
  return end < 0 ? lines.length : end + 1;
}

/** Line of a name in a text of values, from 1. @default - 1, where no line has the name */
export function lineOfName(text: string, name: string): number {
  // A field of an object, or a line of a heredoc, can have the name too.
  const assigned = assignmentsIn(text).find((each) => each.name === name);
  if (assigned) return assigned.from + 1;
  const line = text
    .split("\n")
    .findIndex((each) => new RegExp(`^\\s*"?${name.replace(/[^\w-]/g, "\\$&")}"?\\s*[=:]`).test(each));
  return line < 0 ? 1 : line + 1;
}

/** A value ends with the line on which its brackets, its comment and its heredoc are closed. */
function endOfValue(lines: readonly string[], from: number, column: number): number {
  let depth = 0;
  let isComment = false;
  for (let index = from; index < lines.length; index += 1) {
    const line = (lines[index] ?? "").slice(index === from ? column : 0);
    const read = readLine(line, depth, isComment);
    ({ depth, isComment } = read);
    if (read.heredoc !== undefined) {
      const end = lines.findIndex((each, at) => at > index && each.trim() === read.heredoc);
      index = end < 0 ? lines.length : end;
    }
    if (depth <= 0 && !isComment) return index + 1;
  }
  return lines.length;
}

const PIECE = /"(?:\\.|[^"\\])*"|<<[-~]?([A-Za-z_]\w*)|\/\*|#|\/\/|[[\]{}()]/g;

function readLine(
  line: string,
  depthBefore: number,
  wasComment: boolean,
): { readonly depth: number; readonly isComment: boolean; readonly heredoc?: string } {
  const closed = wasComment ? line.indexOf("*/") : 0;
  if (closed < 0) return { depth: depthBefore, isComment: true };
  const pieces = new RegExp(PIECE);
  pieces.lastIndex = wasComment ? closed + 2 : 0;
  let depth = depthBefore;
  for (let match = pieces.exec(line); match; match = pieces.exec(line)) {
    const [piece, heredoc] = match;
    if (heredoc !== undefined) return { depth, isComment: false, heredoc };
    if (piece === "#" || piece === "//") break;
    if (piece === "/*") {
      const end = line.indexOf("*/", pieces.lastIndex);
      if (end < 0) return { depth, isComment: true };
      pieces.lastIndex = end + 2;
    }
    if ("[{(".includes(piece)) depth += 1;
    if ("]})".includes(piece)) depth -= 1;
  }
  return { depth, isComment: false };
}
