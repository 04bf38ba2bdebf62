/** Offset of the closing quote of a text that starts at `start`; templates in the text may contain quotes. */
export function endOfQuoted(text: string, start: number): number {
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (character === "\\") index += 1;
    else if (character === '"') return index;
    else if (character === "{" && opensTemplate(text, index, start)) index = endOfBraces(text, index + 1);
  }
  return text.length;
}

/** True for the brace of an unescaped `${` or `%{`; characters before `start` are ignored. */
function opensTemplate(text: string, brace: number, start: number): boolean {
  const mark = text[brace - 1];
  if (brace - 1 < start || (mark !== "$" && mark !== "%")) return false;
  return brace - 2 < start || text[brace - 2] !== mark;
}

/** Offset of the brace that closes the sequence opened before `start`; the end of the text if none does. */
export function endOfBraces(text: string, start: number): number {
  let depth = 1;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') index = endOfQuoted(text, index + 1);
    else if (character === "{") depth += 1;
    else if (character === "}") depth -= 1;
    if (depth === 0) return index;
  }
  return text.length;
}
