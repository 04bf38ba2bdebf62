import { Mistake } from "../../mistake";
import { HclMap, HclUnknown, type HclValue, Sequence, decimal, object, tuple } from "../values/value";

/** A value as `jsonencode` writes it: without spaces, and with escapes for `<`, `>` and `&`. */
export function json(value: HclValue): string {
  if (value instanceof HclUnknown) throw new Mistake("got an unknown value");
  if (typeof value === "string") return jsonText(value);
  if (typeof value === "number") return decimal(value);
  if (value instanceof Sequence) return `[${value.items.map(json).join(",")}]`;
  if (value instanceof HclMap)
    return `{${[...value.entries].map(([key, item]) => `${jsonText(key)}:${json(item)}`).join(",")}}`;
  return JSON.stringify(value);
}

const jsonText = (text: string): string =>
  JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

export function fromJson(text: string): HclValue {
  try {
    return valueOfParsed(JSON.parse(text));
  } catch {
    throw new Mistake("got a text that is not JSON");
  }
}

/** A value of JSON or YAML. */
export function valueOfParsed(value: unknown): HclValue {
  if (Array.isArray(value)) return tuple(value.map(valueOfParsed));
  if (typeof value === "object" && value !== null)
    return object(Object.entries(value).map(([key, item]) => [key, valueOfParsed(item)] as const));
  if (typeof value === "string") return value.normalize("NFC");
  return typeof value === "number" || typeof value === "boolean" ? value : null;
}
