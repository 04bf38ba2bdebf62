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

/**
 * Lines without the spaces that all of them begin with. A line of spaces only keeps them, and so
 * does a line after a line whose end a strip marker removes, as Terraform reads it; neither of them
 * counts.
 */
function withoutIndent(lines: readonly string[]): string[] {
  const isIndented = (line: string, index: number): boolean =>
    line.trim() !== "" && !/~\}\s*$/.test(lines[index - 1] ?? "");
  const indents = lines.filter(isIndented).map((line) => /^\s*/.exec(line)?.[0].length ?? 0);
  const indent = Math.min(...indents);
  return lines.map((line, index) => (isIndented(line, index) ? line.slice(indent) : line));
}
