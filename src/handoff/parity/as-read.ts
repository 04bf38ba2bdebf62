import { asWritten, onlyExpression, partsOf } from "../../core/terraform-templates";
import { type Token, tokensOf } from "../../core/terraform-tokens";
import { formatted } from "../hcl/expression";

/**
 * A template in one form, so that two that mean the same are equal. Its expressions are spaced in one way, and what
 * the parser shows otherwise than it was written is shown so here: within a text, `${c ? "a" : b}` as the directive
 * `%{if c}a%{else}${b}%{endif}`, and `${"a"}` or `${1}` as the text that they are.
 */
export function asRead(template: string): string {
  const expression = onlyExpression(template);
  return (expression === undefined ? withinText(template) : spaced(expression)).normalize("NFC");
}

const withinText = (template: string): string =>
  partsOf(template)
    .map((part) => ("expression" in part ? formattedExpression(part.expression) : asWritten(part)))
    .join("");

const spaced = (expression: string): string => `\${${formatted(expression) ?? expression}}`;

function formattedExpression(expression: string): string {
  const tokens = tokensOf(expression);
  return tokens ? formattedTokens(tokens, expression) : spaced(expression);
}

function formattedTokens(tokens: readonly Token[], expression: string): string {
  const [first, ...others] = tokens;
  if (first && others.length === 0) {
    if (first.kind === "quoted") return withinText(unescaped(first.text.slice(1, -1)));
    if (first.kind === "number" || LITERALS.includes(first.text)) return first.text;
  }
  const question = atTopLevel(tokens, "?", 0);
  if (question < 0) return spaced(expression);
  const colon = matchingColon(tokens, question);
  const part = (from: number, to?: number): string => shownPart(tokens.slice(from, to));
  const otherwise = part(colon + 1);
  const condition = joined(tokens.slice(0, question));
  const end = otherwise === "" ? "" : `%{else}${otherwise}`;
  return `%{if ${formatted(condition) ?? condition}}${part(question + 1, colon)}${end}%{endif}`;
}

const shownPart = (tokens: readonly Token[]): string => formattedTokens(tokens, joined(tokens));

const LITERALS = ["true", "false", "null"];

const joined = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join(" ");

const DEPTH: Readonly<Record<string, number>> = { "(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1 };

/** Where a mark stands that is in no brackets. */
function atTopLevel(tokens: readonly Token[], mark: string, from: number): number {
  let depth = 0;
  return tokens.findIndex(({ text }, index) => {
    depth += DEPTH[text] ?? 0;
    return index >= from && depth === 0 && text === mark;
  });
}

/** The colon of a condition, whose first branch may be a condition itself. */
function matchingColon(tokens: readonly Token[], question: number): number {
  let open = 0;
  for (let index = question; index < tokens.length; index += 1) {
    if (atTopLevel(tokens, "?", index) === index) open += 1;
    if (atTopLevel(tokens, ":", index) === index) open -= 1;
    if (open === 0) return index;
  }
  return tokens.length;
}

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** The template in a quoted text. */
const unescaped = (quoted: string): string =>
  partsOf(quoted)
    .map((part) =>
      "text" in part
        ? part.text.replace(/\\(u[0-9a-f]{4}|U[0-9a-f]{8}|.)/gis, (_, escape: string) =>
            /^u/i.test(escape)
              ? String.fromCodePoint(parseInt(escape.slice(1), 16))
              : (ESCAPED[escape] ?? escape),
          )
        : asWritten(part),
    )
    .join("");
