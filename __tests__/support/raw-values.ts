/** Values of programs, and gaps in sentences, which no message for people has. */
const RAW: readonly RegExp[] = [
  /\[object \w+\]/,
  /\b(?:undefined|NaN)\b/,
  // YAML has null, and a message may quote it.
  /\b(?:account|in|is|has|of|role|to|type|version) null\b/,
  // Addresses as numbers.
  /\b\d{8,10}-\d{8,10}\b/,
  // A sentence lacks a value, or a list has no entry.
  /[,;] ?[,;](?=\s|$)|(?<=\w) [,;](?=\s|$)|[,;]$|\w $|\S {2}\S/m,
];

/** The first raw value of a message, with the words around it; undefined for a message that people can read. */
export function rawValueIn(message: string): string | undefined {
  const found = RAW.flatMap((pattern) => pattern.exec(message) ?? [])[0];
  if (found === undefined) return undefined;
  const at = message.indexOf(found);
  return `${found} in: …${message.slice(Math.max(0, at - 60), at + found.length + 40)}…`;
}

/** The same message. Throws where it has a raw value, so that the messages of every case of a test are read. */
export function readable(message: string): string {
  const raw = rawValueIn(message);
  if (raw !== undefined) throw new Error(`a message has a raw value: ${raw}`);
  return message;
}
