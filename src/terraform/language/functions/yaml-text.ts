/** Length of a line after which the next space begins a new line. */
const WIDTH = 80;

/** Characters that are written with an escape of two signs. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\0", "\\0"],
  ["\x07", "\\a"],
  ["\b", "\\b"],
  ["\t", "\\t"],
  ["\n", "\\n"],
  ["\v", "\\v"],
  ["\f", "\\f"],
  ["\r", "\\r"],
  ["\x1b", "\\e"],
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\x85", "\\N"],
  ["\u2028", "\\L"],
  ["\u2029", "\\P"],
]);

/** Characters that YAML writes as they are. */
const PRINTABLE = /^[\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]$/u;

/** A text of one line as `yamlencode` writes a key. */
export const quotedKey = (text: string): string => `"${[...text].map(escapedCharacter).join("")}"`;

/**
 * A text as `yamlencode` writes a value.
 *
 * @param column characters before it in its line
 */
export function encodedYamlText(text: string, indent: string, column: number): string {
  return text.includes("\n") && canBeLines(text)
    ? literalLines(text, indent)
    : quotedValue(text, indent, column);
}

/** Lines can have no space at their end, and no character that needs an escape. */
const canBeLines = (text: string): boolean =>
  !/ \n| $/.test(text) && [...text].every((character) => PRINTABLE.test(character));

/** Lines below the key. The sign after the key tells the line breaks at the end, and 2 that the first line begins with a space. */
function literalLines(text: string, indent: string): string {
  const ends = /\n*$/.exec(text)?.[0].length ?? 0;
  const sign = ends === 0 ? "-" : ends === 1 ? "" : "+";
  const body = text.slice(0, text.length - Math.min(ends, 1)).split("\n");
  const first = /^[ \n]/.test(text) ? "2" : "";
  return [`|${first}${sign}`, ...body.map((line) => (line === "" ? "" : `${indent}${line}`))].join("\n");
}

function quotedValue(text: string, indent: string, column: number): string {
  const characters = [...text];
  let [result, at, isAfterSpace] = ['"', column + 1, false];
  characters.forEach((character, index) => {
    const isInside = index > 0 && index < characters.length - 1;
    if (character === " " && !isAfterSpace && at > WIDTH && isInside) {
      // A second space would not belong to the text at the begin of a line.
      const next = characters[index + 1] === " " ? "\\" : "";
      result += `\n${indent}${next}`;
      at = indent.length + next.length;
    } else {
      const written = escapedCharacter(character);
      result += written;
      at += written.length;
    }
    isAfterSpace = character === " ";
  });
  return `${result}"`;
}

function escapedCharacter(character: string): string {
  const escape = ESCAPES.get(character);
  if (escape !== undefined) return escape;
  if (PRINTABLE.test(character)) return character;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  if (code.length <= 2) return `\\x${code.padStart(2, "0")}`;
  return code.length <= 4 ? `\\u${code.padStart(4, "0")}` : `\\U${code.padStart(8, "0")}`;
}
