import { quotedTextsIn, templateParts } from "../../terraform/terraform-templates";
import { type Json } from "../../terraform/stack-json";

/** A part of a text, and the expression that gives it. */
export interface TextPart {
  readonly start: number;
  readonly end: number;
  readonly expression: string;
  /** Whether the expression is a number. */
  readonly isNumber: boolean;
}

/**
 * The value of a stack with expressions in place of parts of it, such as `${var.region}a`. Undefined if a part cannot be replaced
 * alone: a digit of a number, or a name in an expression.
 */
export function writtenValue(value: Json, replacements: readonly TextPart[]): string | undefined {
  const text = String(value);
  const [only, ...others] = replacements;
  if (!only) return undefined;
  const isWhole = others.length === 0 && only.start === 0 && only.end === text.length;
  if (typeof value === "number")
    return isWhole ? `\${${only.isNumber ? only.expression : `tonumber(${only.expression})`}}` : undefined;
  if (isWhole) return `\${${only.isNumber ? `tostring(${only.expression})` : only.expression}}`;
  const places = expressionsIn(text);
  let result = "";
  let end = 0;
  for (const each of replacements) {
    const form = formOf(each, places);
    if (form === undefined) return undefined;
    result += text.slice(end, each.start) + form;
    end = each.end;
  }
  return (result + text.slice(end)).replaceAll(ALONE, "$1");
}

/** The expression of a text with expressions in place of parts of it. */
export function formattedText(text: string, replacements: readonly TextPart[]): string {
  const literal = (start: number, end?: number): string => text.slice(start, end).replaceAll("%", "%%");
  const form = replacements.map(
    ({ start }, index) => `${literal(replacements[index - 1]?.end ?? 0, start)}%s`,
  );
  const rest = literal(replacements.at(-1)?.end ?? 0);
  const values = replacements.map(({ expression }) => expression);
  return `format(${[JSON.stringify(`${form.join("")}${rest}`), ...values].join(", ")})`;
}

/** A text of an expression that is one reference and nothing more: `["${var.a}"]` is `[var.a]`, and a number has a function. */
const ALONE = /"\uE000\$\{([^{}\uE000]*)\}\uE000"|\uE000/g;

interface Place {
  readonly start: number;
  readonly end: number;
  readonly kind: "expression" | "quoted";
}

/** Expressions of a template, with the quoted texts in them. */
function expressionsIn(template: string): Place[] {
  let offset = 0;
  return templateParts(template).flatMap((part): Place[] => {
    const start = offset;
    if ("text" in part) {
      offset += part.text.length;
      return [];
    }
    const inside = "expression" in part ? part.expression : part.directive;
    offset += inside.length + 3;
    return [
      { start, end: offset, kind: "expression" as const },
      ...quotedTextsIn(inside).map((quoted) => ({
        start: start + 2 + quoted.start + 1,
        end: start + 2 + quoted.end - 1,
        kind: "quoted" as const,
      })),
    ];
  });
}

function formOf(
  { start, end, expression, isNumber }: TextPart,
  places: readonly Place[],
): string | undefined {
  const around = places.filter((place) => place.start <= start && end <= place.end);
  const isSplit = places.some((place) => place.start < end && start < place.end && !around.includes(place));
  if (isSplit) return undefined;
  if (around.length === 0) return `\${${expression}}`;
  const quoted = around.find(({ kind }) => kind === "quoted");
  if (!quoted) return isNumber ? expression : undefined;
  const isAlone = quoted.start === start && quoted.end === end && !/[{}]/.test(expression);
  if (!isAlone) return `\${${expression}}`;
  return `\uE000\${${isNumber ? `tostring(${expression})` : expression}}\uE000`;
}
