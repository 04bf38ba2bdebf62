import type { Problem } from "../problems";
import { printable } from "../problems";
import { TOKEN } from "../cdktf-token";

/** A problem without its location and path. */
export type RefusedText = Pick<Problem, "got" | "expected" | "fix">;

/** Longer than any field of AWS or Kubernetes. */
const MAX_TEXT_BYTES = 64 * 1024;

// Control and direction characters hide the value from a reviewer. Tab and line feed are common in text and allowed.
const INVISIBLE =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/u;

// Keys with a special meaning in JavaScript.
const RESERVED_KEYS: readonly string[] = ["__proto__", "constructor", "prototype"];

/** Problem of a text in a value or a key; undefined if the text is accepted. */
export function refusedText(text: string): RefusedText | undefined {
  if (text.includes(TOKEN)) {
    return {
      got: printable(text),
      expected: `text without ${TOKEN}, which synth replaces`,
      fix: "change the text",
    };
  }
  const invisible = INVISIBLE.exec(text);
  if (invisible) {
    const fix = "remove it; write a line break as \\n";
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

/** Problem of a key; undefined if the key is accepted. `plain`: written without quotes. */
export function refusedKey(key: string, plain: boolean): RefusedText | undefined {
  if (key === "<<" && plain) {
    return {
      got: "the merge key <<",
      expected: "keys without YAML merges",
      fix: "repeat the keys, or use extends",
    };
  }
  if (RESERVED_KEYS.includes(key)) {
    return {
      got: `the key ${key}`,
      expected: "a key that JavaScript does not reserve",
      fix: "rename the key",
    };
  }
  return refusedText(key);
}
