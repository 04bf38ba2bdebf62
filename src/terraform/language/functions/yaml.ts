import { parseDocument } from "yaml";
import { Mistake } from "../../mistake";
import { HclMap, type HclValue, Sequence } from "../values/value";
import { json, valueOfParsed } from "./json";
import { encodedYamlText, quotedKey } from "./yaml-text";

/** A value as `yamlencode` writes it: keys and texts in quotes, and lists below a key without indent. */
export function yaml(value: HclValue): string {
  const text = written(value, "", 0).replace(/^\n/, "");
  // A document that is one plain value has an end mark.
  const isPlain = typeof value === "number" || typeof value === "boolean" || value === null;
  return `${text}\n${isPlain ? "...\n" : ""}`;
}

/** Text after a key or a dash. Lines of a list or object begin with a line break. */
function written(value: HclValue, indent: string, column: number): string {
  if (value instanceof Sequence && value.items.length > 0)
    return value.items.map((item) => `\n${indent}- ${inItem(item, `${indent}  `)}`).join("");
  if (value instanceof HclMap && value.entries.size > 0)
    return [...value.entries].map(([key, item]) => `\n${indent}${withKey(key, item, indent)}`).join("");
  if (typeof value === "string") return encodedYamlText(value, indent === "" ? "  " : indent, column);
  if (value instanceof Sequence) return "[]";
  return value instanceof HclMap ? "{}" : json(value);
}

/** A list below a key has the indent of the key, and an object two spaces more. */
function withKey(key: string, value: HclValue, indent: string): string {
  const name = quotedKey(key);
  const inner = value instanceof Sequence ? indent : `${indent}  `;
  const text = written(value, inner, indent.length + [...name].length + 2);
  return `${name}:${text.startsWith("\n") ? "" : " "}${text}`;
}

const inItem = (value: HclValue, indent: string): string =>
  written(value, indent, indent.length).replace(/^\n\s*/, "");

export function fromYaml(text: string): HclValue {
  const document = parseDocument(text, { version: "1.2", schema: "core" });
  if (document.errors.length > 0) throw new Mistake("got a text that is not YAML");
  return valueOfParsed(document.toJS());
}
