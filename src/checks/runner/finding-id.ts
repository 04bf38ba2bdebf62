import { createHash } from "node:crypto";
import { type Check, type Finding } from "../check";

/**
 * Letters of an id. Without vowels and digits it is no word and no number, so YAML reads it as text without quotes.
 */
const LETTERS = "bcdfghjklmnpqrstvwxz";

const LENGTH = 8;

export const FINDING_ID = new RegExp(`^[${LETTERS}]{${LENGTH}}$`);

/**
 * Id of what a check says about a resource. A waiver names it beside the check and the address. Punctuation does not
 * count. The amounts of a check that `measures` do not count either (docs/decisions/0073).
 */
export function findingId({ id, measures = false }: Check, { message }: Pick<Finding, "message">): string {
  const words = measures ? wordsOf(message).filter((word) => !AMOUNT.test(word)) : wordsOf(message);
  const digest = createHash("sha256")
    .update(JSON.stringify([id, ...words]))
    .digest();
  return [...digest.subarray(0, LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
}

/** The words and values of a message, without the punctuation around them. */
const wordsOf = (message: string): string[] =>
  message
    .split(/\s+/)
    .map((word) => word.replace(/^[("'`]+|[)"'`.,;:]+$/g, ""))
    .filter((word) => word !== "");

/** A number, with or without its unit: `12`, `0.5`, `409Mi`, `80%`, `1,215`. */
const AMOUNT = /^\d[\d.,]*([a-zA-Z]{1,3}|%)?$/;
