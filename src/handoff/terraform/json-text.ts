import { asWritten, partsOf } from "../../core/terraform-templates";
import { type Json } from "../../terraform-json/stack-json";

/**
 * The JSON in a template's text, with templates for its own texts; undefined where it is none, or none that printing
 * gives back: a number such as 1.0, a key that stands twice, an interpolation outside of a text.
 */
export function jsonInTemplate(template: string): Json | undefined {
  if (!/^[{[]/.test(template)) return undefined;
  const expressions: string[] = [];
  const plain = partsOf(template)
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

/** Stands for an interpolation; no JSON text can hold it as it is, and no file does. */
const MARK = "\uE000";

function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item: Json) => mapTexts(item, change));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [change(key), mapTexts(item, change)]),
  );
}
