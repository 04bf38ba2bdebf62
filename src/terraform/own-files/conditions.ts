import { asWritten, templateParts } from "../terraform-templates";

type Part = ReturnType<typeof templateParts>[number];

/**
 * A template with `${c ? "a" : b}` in place of `%{if c}a%{else}${b}%{endif}`: the parser of HCL
 * returns a condition in a text in the other form, and checks read expressions. Other directives
 * stay.
 */
export function withConditions(template: string): string {
  if (!template.includes("%{")) return template;
  const parts = templateParts(template);
  const { text, end } = textUntil(parts, 0);
  return end === parts.length ? text : template;
}

/** The text of the parts up to a directive that ends a branch, and the index of that directive. */
function textUntil(parts: readonly Part[], from: number): { readonly text: string; readonly end: number } {
  let text = "";
  let index = from;
  for (let part = parts[index]; part && !isEnd(part); part = parts[index]) {
    const condition = "directive" in part ? /^\s*if\s([^]*[^~])$/.exec(part.directive)?.[1] : undefined;
    const whole = condition === undefined ? undefined : conditionAt(parts, index + 1, condition.trim());
    text += whole?.text ?? asWritten(part);
    index = whole?.end ?? index + 1;
  }
  return { text, end: index };
}

const isEnd = (part: Part): boolean => "directive" in part && /^\s*(else|endif)\s*$/.test(part.directive);

const isElse = (part: Part | undefined): boolean =>
  part !== undefined && "directive" in part && /^\s*else\s*$/.test(part.directive);

/** The expression of a condition whose first branch begins at an index, and the index after it; undefined if it has no end. */
function conditionAt(
  parts: readonly Part[],
  from: number,
  condition: string,
): { readonly text: string; readonly end: number } | undefined {
  const then = textUntil(parts, from);
  const hasElse = isElse(parts[then.end]);
  const otherwise = hasElse ? textUntil(parts, then.end + 1) : { text: "", end: then.end };
  const last = parts[otherwise.end];
  if (last === undefined || isElse(last)) return undefined;
  const text = `\${${condition} ? ${expressionOf(then.text)} : ${expressionOf(otherwise.text)}}`;
  return { text, end: otherwise.end + 1 };
}

/** A template as an expression: a quoted text, or the only expression in it. */
function expressionOf(template: string): string {
  const parts = templateParts(template);
  const [first, ...others] = parts;
  if (first && "expression" in first && others.length === 0) return first.expression;
  return `"${parts.map((part) => ("text" in part ? JSON.stringify(part.text).slice(1, -1) : asWritten(part))).join("")}"`;
}
