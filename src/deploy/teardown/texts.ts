import { type Item } from "./step";

const LABELS: Readonly<Record<Item["treatment"], string>> = {
  delete: "deletes",
  wait: "waits for",
  block: "stops at",
  name: "leaves",
};

/** Before each command that the run leaves to the user. */
export const IF_YOURS = "if it is yours: ";

/** Lines about an item: what happens to it, why, and the command where the user decides. */
export const itemLines = ({ kind, id, treatment, because, remove }: Item): string[] => [
  `  ${LABELS[treatment]} ${kind} ${id}: ${because}`,
  ...(treatment === "block" || treatment === "name" ? [`    ${IF_YOURS}${shellLine(remove)}`] : []),
];

/** The words of a command, and values after them: each value is one word, since a state can have any text. */
export const wordsOf = (command: string, ...values: readonly string[]): string[] => [
  ...command.split(" "),
  ...values,
];

/** A command for a shell. */
export const shellLine = (words: readonly string[]): string =>
  words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(" ");

/** `2m 5s` */
export function elapsedText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m ${seconds % 60}s`;
}
