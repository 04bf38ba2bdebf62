import { asWritten, templateParts } from "../../terraform/terraform-templates";
import { tokensOf } from "../../terraform/terraform-tokens";

type Token = NonNullable<ReturnType<typeof tokensOf>>[number];

/** An expression with the spacing of `terraform fmt`; undefined if the tokenizer does not support it. */
export function formattedHcl(expression: string): string | undefined {
  const tokens = tokensOf(expression);
  if (!tokens || tokens.length === 0) return undefined;
  let text = "";
  for (const [index, token] of tokens.entries()) {
    const after = tokens[index + 1];
    const shown = token.kind === "quoted" ? formattedQuoted(token.text) : token.text;
    if (shown === undefined) return undefined;
    text += after && hasSpaceAfter(tokens[index - 1], token, after) ? `${shown} ` : shown;
  }
  return text;
}

/** `${…}` around an expression, with spaces between its braces and those of an object. */
export function interpolated(expression: string): string | undefined {
  const text = formattedHcl(expression);
  if (text === undefined) return undefined;
  return `\${${text.startsWith("{") ? " " : ""}${text}${text.endsWith("}") ? " " : ""}}`;
}

/** Formats the interpolations in a quoted text and leaves its literal parts unchanged. */
function formattedQuoted(quoted: string): string | undefined {
  const parts = templateParts(quoted.slice(1, -1)).map((part) =>
    "expression" in part ? interpolated(part.expression) : asWritten(part),
  );
  return parts.includes(undefined) ? undefined : `"${parts.join("")}"`;
}

const OPENING = new Set(["{", "[", "("]);
const CLOSING = new Set(["}", "]", ")"]);

/** After these tokens, a minus is a sign and not an operator. */
const BEFORE_SIGN = new Set([
  ...["(", "{", "[", "=", ":", ",", "?", "+", "*", "/", "%", "-"],
  ...["==", "!=", ">", ">=", "<", "<=", "&&", "||", "!"],
]);

/**
 * The spacing rules of `terraform fmt`; the first match applies (measured with 1.11.4, 2026-11-20; checked by
 * `npm run test:terraform`).
 */
function hasSpaceAfter(before: Token | undefined, subject: Token, after: Token): boolean {
  if (subject.kind === "name" && (after.text === "(" || after.text === "::")) return false;
  if (subject.text === "::" && after.kind === "name") return false;
  if (subject.text === "." || after.text === ".") return false;
  if (after.text === "," || after.text === "...") return false;
  if (subject.text === ",") return true;
  if (subject.text === "in" && before?.kind === "name") return true;
  const endsValue = subject.kind === "name" || subject.kind === "number" || CLOSING.has(subject.text);
  if (after.text === "[" && endsValue) return false;
  if (subject.text === "!") return false;
  if (subject.text === "-") return before !== undefined && !BEFORE_SIGN.has(before.text);
  if (subject.text === "{" || after.text === "}") return !(subject.text === "{" && after.text === "}");
  return !OPENING.has(subject.text) && !CLOSING.has(after.text);
}
