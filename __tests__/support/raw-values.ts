/** Values of programs, and gaps in sentences, which no message for people has. */
const RAW: readonly RegExp[] = [
  /\[object \w+\]/,
  // The code of an owner can end with an error of JavaScript, or give such a value, and a user an option, which a message quotes.
  /(?<!of |got |number |')\b(?:undefined|NaN)\b/,
  // YAML has null, and a message may quote it.
  /\b(?:account|in|is|has|of|role|to|type|version) null\b/,
  // Addresses as numbers.
  /\b\d{8,10}-\d{8,10}\b/,
  // A sentence lacks a value, or a list has no entry. A user may give a comma, and a sentence can go on in an indented line.
  /(?<!got )[,;] ?[,;](?=\s|$)|(?<=\w) [,;](?=\s|$)|[,;]$(?!\n {4,}\S)|\w $/m,
];

/** Where a value is missing in the middle of a sentence. Other texts have columns. */
const GAP = /\S {2}\S/;

/** The first raw value of the message of a finding, with the words around it; undefined for one that people can read. */
export const rawValueIn = (message: string): string | undefined => firstOf([...RAW, GAP], message);

function firstOf(patterns: readonly RegExp[], message: string): string | undefined {
  const found = patterns.flatMap((pattern) => pattern.exec(message) ?? [])[0];
  if (found === undefined) return undefined;
  const at = message.indexOf(found);
  return `${found} in: …${message.slice(Math.max(0, at - 60), at + found.length + 40)}…`;
}

/** The same text of errors. Throws where it has a raw value, so that the messages of every case of a test are read. */
export function readable(text: string): string {
  const raw = firstOf(RAW, text);
  if (raw !== undefined) throw new Error(`a message has a raw value: ${raw}`);
  return text;
}
