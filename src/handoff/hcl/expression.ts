import { asWritten, endOfQuoted, partsOf } from "../../core/terraform-templates";

/** What the spacing of an expression depends on. A quoted text is one token, whatever is in it. */
export interface Token {
  readonly kind: "name" | "number" | "quoted" | "mark";
  readonly text: string;
}

const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(\.\d+)?([eE][+-]?\d+)?/y;
const MARK = /\.\.\.|=>|==|!=|>=|<=|&&|\|\||::|[-+*/%<>=!?:.,()[\]{}]/y;
const SPACE = /[ \t]+/y;

/**
 * The tokens of an expression on one line. Undefined where it holds what is not known here: a line break, a comment,
 * a heredoc. The tokens' texts and the spaces between them are the expression, letter by letter.
 */
export function tokensOf(expression: string): Token[] | undefined {
  const tokens: Token[] = [];
  let index = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = index;
    return pattern.exec(expression)?.[0];
  };
  while (index < expression.length) {
    const space = match(SPACE);
    if (space !== undefined) {
      index += space.length;
      continue;
    }
    if (/^(#|\/\/|\/\*|<<)/.test(expression.slice(index, index + 2))) return undefined;
    const token = nextToken(expression, index, match);
    if (!token) return undefined;
    tokens.push(token);
    index += token.text.length;
  }
  return tokens;
}

function nextToken(
  expression: string,
  index: number,
  match: (pattern: RegExp) => string | undefined,
): Token | undefined {
  if (expression[index] === '"') {
    const text = expression.slice(index, endOfQuoted(expression, index + 1) + 1);
    return text.length > 1 && text.endsWith('"') && !text.includes("\n")
      ? { kind: "quoted", text }
      : undefined;
  }
  for (const [kind, pattern] of [
    ["name", NAME],
    ["number", NUMBER],
    ["mark", MARK],
  ] as const) {
    const text = match(pattern);
    if (text !== undefined) return { kind, text };
  }
  return undefined;
}

/** An expression with the spaces that `terraform fmt` puts; undefined where its tokens are not known here. */
export function formatted(expression: string): string | undefined {
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

/** What stands in `${…}`, with the spaces that keep its braces apart from those of an object. */
export function interpolated(expression: string): string | undefined {
  const text = formatted(expression);
  if (text === undefined) return undefined;
  return `\${${text.startsWith("{") ? " " : ""}${text}${text.endsWith("}") ? " " : ""}}`;
}

/** Texts in an expression hold expressions of their own; what is around these is left as it is. */
function formattedQuoted(quoted: string): string | undefined {
  const parts = partsOf(quoted.slice(1, -1)).map((part) =>
    "expression" in part ? interpolated(part.expression) : asWritten(part),
  );
  return parts.includes(undefined) ? undefined : `"${parts.join("")}"`;
}

const OPENING = new Set(["{", "[", "("]);
const CLOSING = new Set(["}", "]", ")"]);

/** Before these a minus is a sign and no operator. */
const BEFORE_SIGN = new Set([
  ...["(", "{", "[", "=", ":", ",", "?", "+", "*", "/", "%", "-"],
  ...["==", "!=", ">", ">=", "<", "<=", "&&", "||", "!"],
]);

/**
 * The rules of `terraform fmt`, where the first that fits decides (measured with 1.11.4, 2026-11-20; and held to it by
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
