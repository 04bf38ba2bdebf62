import type { Problem } from "./problems";
import { printable } from "./problems";

/** What a problem says, without its place. */
export type Refusal = Pick<Problem, "got" | "expected" | "fix">;

/** Longer than anything that an AWS or Kubernetes field takes. */
const MAX_TEXT_BYTES = 64 * 1024;

// Control and direction characters hide from a reviewer what a value is; tab and line feed are common in text.
const INVISIBLE =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/u;

// JavaScript gives these keys a meaning of their own.
const RESERVED_KEYS: readonly string[] = ["__proto__", "constructor", "prototype"];

// cdktf replaces this text by another value when it synthesizes, even where it is escaped.
const TOKEN = "TfToken[";

/** Why a text cannot be taken, in a value or a key; undefined where it can. */
export function refusedText(text: string): Refusal | undefined {
  if (text.includes(TOKEN)) {
    return {
      got: printable(text),
      expected: `text without ${TOKEN}, which synthesis would replace`,
      fix: "write it another way",
    };
  }
  const invisible = INVISIBLE.exec(text);
  if (invisible) {
    const fix = "remove it; a line break is written \\n";
    return {
      got: `the character ${printable(invisible[0])}`,
      expected: "text without invisible control characters",
      fix,
    };
  }
  if (text.length * 3 > MAX_TEXT_BYTES && Buffer.byteLength(text) > MAX_TEXT_BYTES) {
    const got = `a text of ${Math.ceil(Buffer.byteLength(text) / 1024)} KiB`;
    return {
      got,
      expected: "at most 64 KiB",
      fix: "shorten it, or keep it in a file that the container reads",
    };
  }
  return undefined;
}

/** Why a key cannot be taken; `plain`: written without quotes. */
export function refusedKey(key: string, plain: boolean): Refusal | undefined {
  if (key === "<<" && plain) {
    return {
      got: "the merge key <<",
      expected: "keys that stand for themselves",
      fix: "write the keys again, or use extends",
    };
  }
  if (RESERVED_KEYS.includes(key)) {
    return {
      got: `the key ${key}`,
      expected: "a key that JavaScript does not reserve",
      fix: "choose another key",
    };
  }
  return refusedText(key);
}
