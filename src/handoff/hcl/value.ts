import { escapeTemplates } from "../../core/terraform-templates";
import { type Json, asObject } from "../../terraform-json/stack-json";
import { aligned, indented } from "./layout";
import { printedTemplate, quoted } from "./text";

/** Longest list that stays on one line. */
const LONGEST_LINE = 80;

/** A value of Terraform JSON, in which texts are templates, as an HCL expression. */
export function printedValue(value: Json): string {
  return printed(value, { heredocs: true });
}

/** A value whose texts Terraform takes literally, such as a variable's default. */
export function printedLiteral(value: Json): string {
  return printedValue(escapeTemplates(value));
}

function printed(value: Json, place: { readonly heredocs: boolean }): string {
  if (typeof value === "string") return printedTemplate(value, place);
  if (typeof value === "number") return printedNumber(value);
  if (value === null || typeof value === "boolean") return String(value);
  return Array.isArray(value) ? printedList(value) : printedObject(asObject(value));
}

function printedNumber(value: number): string {
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new Error(`${value}: a whole number this large has lost digits already; write it as text`);
  }
  return String(value);
}

function printedList(items: readonly Json[]): string {
  // Behind a heredoc alone there is no place for the comma.
  const texts = items.map((item) =>
    printed(item, { heredocs: typeof item !== "string" || !item.endsWith("\n") }),
  );
  const line = `[${texts.join(", ")}]`;
  if (line.length <= LONGEST_LINE && !line.includes("\n")) return line;
  return `[\n${texts.map((text) => `${indented(text)},\n`).join("")}]`;
}

function printedObject(object: Readonly<Record<string, Json>>): string {
  const entries = Object.entries(object);
  if (entries.length === 0) return "{}";
  const settings = entries.map(([key, item]) => ({ name: printedKey(key), value: printedValue(item) }));
  return `{\n${indented(aligned(settings))}\n}`;
}

/** Words that would begin something else. */
const KEYWORDS = ["for", "true", "false", "null"];

const printedKey = (key: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !KEYWORDS.includes(key) ? key : quoted(key);
