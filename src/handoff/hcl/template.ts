/** A piece of a template: text as written, with `$${` and `%%{` for the marks themselves, or what stands in `${…}`. */
export type Part = { readonly text: string } | { readonly expression: string };

/**
 * Takes a template apart. A `%{…}` directive stays in the text: this repository emits none, and to know one is to
 * evaluate it.
 */
export function partsOf(template: string): Part[] {
  if (!template.includes("${")) return template === "" ? [] : [{ text: template }];
  const parts: Part[] = [];
  let start = 0;
  let index = 0;
  while (index < template.length) {
    if (isEscapedMark(template, index)) {
      index += 3;
    } else if (template.startsWith("${", index)) {
      const end = endOfInterpolation(template, index + 2);
      if (index > start) parts.push({ text: template.slice(start, index) });
      parts.push({ expression: template.slice(index + 2, end) });
      start = index = end + 1;
    } else {
      index += 1;
    }
  }
  if (start < template.length) parts.push({ text: template.slice(start) });
  return parts;
}

/** The expression of a template that is nothing else, so that its value may be of any type. */
export function onlyExpression(template: string): string | undefined {
  if (!template.startsWith("${")) return undefined;
  const [first, ...others] = partsOf(template);
  return others.length === 0 && first && "expression" in first ? first.expression : undefined;
}

/** Text that Terraform takes literally, as the template that gives it. */
export const escaped = (text: string): string => text.replace(/[$%](?=\{)/g, "$&$&");

/** Where a quoted text ends, whose quote stands before `start`: the place of its closing quote. */
export function endOfQuoted(text: string, start: number): number {
  for (let index = start; index < text.length; index += 1) {
    if (text[index] === "\\") index += 1;
    else if (isEscapedMark(text, index)) index += 2;
    else if (text[index] === '"') return index;
    else if (text.startsWith("${", index) || text.startsWith("%{", index)) {
      index = endOfInterpolation(text, index + 2);
    }
  }
  return text.length;
}

/** The place of the brace that closes what was opened before `start`. */
function endOfInterpolation(text: string, start: number): number {
  let depth = 1;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') index = endOfQuoted(text, index + 1);
    else if (character === "{") depth += 1;
    else if (character === "}") depth -= 1;
    if (depth === 0) return index;
  }
  return text.length;
}

const isEscapedMark = (text: string, index: number): boolean =>
  text.startsWith("$${", index) || text.startsWith("%%{", index);
