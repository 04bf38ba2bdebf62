import { type Source } from "./source";

/** Lines of a heredoc up to its marker, each with its line break. */
export function heredocLines(source: Source, marker: string, isIndented: boolean): string {
  const lines: string[] = [];
  for (;;) {
    const line = source.match(/[^\n]*(\n|$)/y) ?? "";
    if (line.trim() === marker) {
      // The line break after the marker belongs to the text around the heredoc.
      if (line.endsWith("\n")) source.index -= 1;
      break;
    }
    if (source.isAtEnd()) throw source.mistake(marker);
    lines.push(line);
  }
  return (isIndented ? withoutIndent(lines) : lines).join("");
}

/** Lines without the spaces that all of them begin with. A line of spaces only keeps them, and does not count. */
function withoutIndent(lines: readonly string[]): string[] {
  const isBlank = (line: string): boolean => line.trim() === "";
  const indents = lines.filter((line) => !isBlank(line)).map((line) => /^\s*/.exec(line)?.[0].length ?? 0);
  const indent = Math.min(...indents);
  return lines.map((line) => (isBlank(line) ? line : line.slice(indent)));
}
