import { endOfQuoted } from "./language/syntax/ends";

/** A word or sign of an expression. A quoted text is one token. */
interface Token {
  readonly kind: "name" | "number" | "quoted" | "mark";
  readonly text: string;
}

const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(\.\d+)?([eE][+-]?\d+)?/y;
const MARK = /\.\.\.|=>|==|!=|>=|<=|&&|\|\||::|[-+*/%<>=!?:.,()[\]{}]/y;
const SPACE = /[ \t]+/y;

/**
 * The tokens of a single-line expression. Undefined if it contains unsupported syntax: a line break, a comment or a
 * heredoc. The token texts and the spaces between them add up to the expression.
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
