import { asWritten, onlyExpression, templateParts } from "../../terraform/terraform-templates";
import { tokensOf } from "../../terraform/terraform-tokens";
import { formattedHcl } from "../hcl/expression";

type Token = NonNullable<ReturnType<typeof tokensOf>>[number];

/**
 * Normalizes a template, so that equivalent templates are equal. Expressions get the same spacing. Within a text, the
 * result has the forms that the parser returns: `${c ? "a" : b}` becomes the directive `%{if c}a%{else}${b}%{endif}`,
 * and `${"a"}` or `${1}` become literal text.
 */
export function asRead(template: string): string {
  const expression = onlyExpression(template);
  return (expression === undefined ? withinText(template) : spaced(expression)).normalize("NFC");
}

const withinText = (template: string): string =>
  templateParts(template)
    .map((part) => ("expression" in part ? formattedExpression(part.expression) : asWritten(part)))
    .join("");

const spaced = (expression: string): string => `\${${formattedHcl(expression) ?? expression}}`;

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
  return `%{if ${formattedHcl(condition) ?? condition}}${part(question + 1, colon)}${end}%{endif}`;
}

const shownPart = (tokens: readonly Token[]): string => formattedTokens(tokens, joined(tokens));

const LITERALS = ["true", "false", "null"];

const joined = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join(" ");

const DEPTH: Readonly<Record<string, number>> = { "(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1 };

/** Index of a token that is outside all brackets. */
function atTopLevel(tokens: readonly Token[], mark: string, from: number): number {
  let depth = 0;
  return tokens.findIndex(({ text }, index) => {
    depth += DEPTH[text] ?? 0;
    return index >= from && depth === 0 && text === mark;
  });
}

/** Index of the colon of a condition; the first branch can be a condition itself. */
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
  templateParts(quoted)
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
