import { escapeTemplates } from "../../../shared/terraform/terraform-templates";
import { type Json, asObject } from "../../../proof/terraform-json/stack-json";
import { LONGEST_LINE, aligned, indented } from "./layout";
import { printedTemplate, quoted } from "./text";

/** Prints a value of Terraform JSON as an HCL expression; its strings are templates. */
export function printedValue(value: Json): string {
  return printed(value, { heredocs: true });
}

/** Prints a value whose strings are literal, such as the default of a variable. */
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
    throw new Error(`${value}: a whole number this large has already lost digits; write it as a string`);
  }
  return String(value);
}

function printedList(items: readonly Json[]): string {
  // No comma can follow a plain heredoc.
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

/** Keywords that cannot be an unquoted key. */
const KEYWORDS = ["for", "true", "false", "null"];

const printedKey = (key: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !KEYWORDS.includes(key) ? key : quoted(key);
