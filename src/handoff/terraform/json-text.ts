import { asWritten, templateParts } from "../../terraform/terraform-templates";
import { type Json } from "../../terraform/stack-json";

/**
 * Parses the text of a template as JSON, whose strings are templates again. Undefined if the text is not JSON, or if
 * printing does not restore it: a number such as 1.0, a duplicate key, an interpolation outside of a string.
 */
export function jsonInTemplate(template: string): Json | undefined {
  if (!/^[{[]/.test(template)) return undefined;
  const expressions: string[] = [];
  const plain = templateParts(template)
    .map((part) =>
      "expression" in part ? `${MARK}${expressions.push(part.expression) - 1}${MARK}` : asWritten(part),
    )
    .join("");
  if (template.includes(MARK)) return undefined;
  let json: Json;
  try {
    json = JSON.parse(plain) as Json;
  } catch {
    return undefined;
  }
  if (JSON.stringify(json) !== plain) return undefined;
  const isWithinText = new RegExp(`${MARK}(\\d+)${MARK}`, "g");
  return mapTexts(json, (text) =>
    text.replace(isWithinText, (_, index: string) => `\${${expressions[Number(index)]}}`),
  );
}

/** Placeholder for an interpolation: a private-use character that no template contains. */
const MARK = "\uE000";

function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item: Json) => mapTexts(item, change));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [change(key), mapTexts(item, change)]),
  );
}
