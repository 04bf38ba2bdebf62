import { parseDocument } from "yaml";
import { Mistake } from "../mistake";
import { Mapping, Sequence, type Value } from "../values/value";
import { json, valueOf } from "./json";

/** A value as `yamlencode` writes it: keys and texts in quotes, and lists without indent. */
export const yaml = (value: Value): string => `${lines(value, "").replace(/^\n/, "")}\n`;

/** Text after a key or a dash, with its space or line break. */
function lines(value: Value, indent: string): string {
  if (value instanceof Sequence && value.items.length > 0)
    return value.items.map((item) => `\n${indent}- ${inItem(item, `${indent}  `)}`).join("");
  if (value instanceof Mapping && value.entries.size > 0)
    return [...value.entries]
      .map(([key, item]) => `\n${indent}${json(key)}:${afterKey(item, indent)}`)
      .join("");
  if (typeof value === "string") return yamlText(value, indent);
  if (value instanceof Sequence) return "[]";
  return value instanceof Mapping ? "{}" : json(value);
}

/** A list below a key has the indent of the key, and an object two spaces more. */
function afterKey(value: Value, indent: string): string {
  const text = lines(value, value instanceof Sequence ? indent : `${indent}  `);
  return text.startsWith("\n") ? text : ` ${text}`;
}

const inItem = (value: Value, indent: string): string => lines(value, indent).replace(/^\n\s*/, "");

const yamlText = (text: string, indent: string): string =>
  text.includes("\n") ? `|\n${indent}${text}` : JSON.stringify(text);

export function fromYaml(text: string): Value {
  const document = parseDocument(text, { version: "1.2", schema: "core" });
  if (document.errors.length > 0) throw new Mistake("got a text that is not YAML");
  return valueOf(document.toJS());
}
