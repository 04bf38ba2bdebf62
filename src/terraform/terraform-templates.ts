import { endOfBraces, endOfQuoted } from "./language/syntax/ends";

/** A part of a template: text as written, or the content of `${…}` or `%{…}`. */
type Part = { readonly text: string } | { readonly expression: string } | { readonly directive: string };

/** The most common template: a single reference. */
const ONE_REFERENCE = /^\$\{([\w.[\]]+)\}$/;

/**
 * Splits a template into its parts. The escapes `$${` and `%%{` stay in the text. A sequence that is not closed extends
 * to the end of the template.
 */
export function templateParts(template: string): Part[] {
  if (!template.includes("{")) return template === "" ? [] : [{ text: template }];
  const whole = ONE_REFERENCE.exec(template)?.[1];
  if (whole !== undefined) return [{ expression: whole }];
  const parts: Part[] = [];
  let start = 0;
  // An escaped mark is matched as a whole, so that its brace does not open a sequence.
  const mark = /([$%])(\1?)\{/g;
  for (let match = mark.exec(template); match; match = mark.exec(template)) {
    const [, kind, escape] = match;
    if (escape !== "") continue;
    if (match.index > start) parts.push({ text: template.slice(start, match.index) });
    const end = endOfBraces(template, mark.lastIndex);
    const inside = template.slice(mark.lastIndex, end);
    parts.push(kind === "$" ? { expression: inside } : { directive: inside });
    start = mark.lastIndex = end + 1;
  }
  if (start < template.length) parts.push({ text: template.slice(start) });
  return parts;
}

/** True for a text that Terraform evaluates; an escaped sequence is a part of the text. */
export const isTemplate = (text: string): boolean => templateParts(text).some((part) => !("text" in part));

/** A part as written in its template. */
export function asWritten(part: Part): string {
  if ("text" in part) return part.text;
  return "expression" in part ? `\${${part.expression}}` : `%{${part.directive}}`;
}

/** The expression of a template that consists of one expression only; its value can be of any type. */
export function onlyExpression(template: string): string | undefined {
  if (!template.startsWith("${")) return undefined;
  const [first, ...others] = templateParts(template);
  return others.length === 0 && first && "expression" in first ? first.expression : undefined;
}

/** Sequences of a text that Terraform evaluates. */
interface Templates {
  /** Content of each `${…}`, including those in quoted text inside expressions. */
  readonly expressions: readonly string[];
  /** Content of each `%{…}`. */
  readonly directives: readonly string[];
}

const NONE: Templates = { expressions: [], directives: [] };

export function templatesOf(text: string): Templates {
  if (!text.includes("{")) return NONE;
  const expressions: string[] = [];
  const directives: string[] = [];
  for (const part of templateParts(text)) {
    if ("text" in part) continue;
    if ("expression" in part) expressions.push(part.expression);
    else directives.push(part.directive);
    const inside = "expression" in part ? part.expression : part.directive;
    for (const nested of quotedTextsIn(inside)) {
      const below = templatesOf(nested.text);
      expressions.push(...below.expressions);
      directives.push(...below.directives);
    }
  }
  return { expressions, directives };
}

/** A quoted text in an expression; the text is itself a template. */
interface QuotedText {
  readonly text: string;
  /** Offset of the opening quote. */
  readonly start: number;
  /** Offset after the closing quote. */
  readonly end: number;
}

export function quotedTextsIn(expression: string): QuotedText[] {
  const texts: QuotedText[] = [];
  for (let start = expression.indexOf('"'); start >= 0;) {
    const end = endOfQuoted(expression, start + 1);
    texts.push({ text: expression.slice(start + 1, end), start, end: end + 1 });
    start = expression.indexOf('"', end + 1);
  }
  return texts;
}

/**
 * Escapes `${` and `%{`, so that Terraform reads text as it was written. A template in user text could read files of
 * the machine that runs Terraform. Escape once, before tokens or templates are added to the text; a second escape
 * changes the value. Do not pass escaped text to cdktf's `Fn`, which escapes `${` itself.
 */
export const escapeTemplates = <T>(value: T): T =>
  withTexts(value, (text) => text.replace(/([$%])\{/g, "$1$1{"));

/** The value that Terraform reads from escaped texts. */
export const unescapeTemplates = <T>(value: T): T =>
  withTexts(value, (text) => text.replace(/([$%])\1\{/g, "$1{"));

/** A value with changed texts and keys. */
export function withTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === "string") return change(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => withTexts(item, change)) as T;
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [change(key), withTexts(item as unknown, change)]),
    ) as T;
  }
  return value;
}
