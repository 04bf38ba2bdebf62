import { escapeTemplates } from "../../terraform/terraform-templates";
import { type Json, asObject } from "../../terraform/stack-json";
import { LONGEST_LINE, aligned, indented } from "./layout";
import { type TextSpot, hclTemplate, quoted } from "./text";

/** Prints a value of Terraform JSON as an HCL expression; its strings are templates. */
export function printedValue(value: Json): string {
  return printed(value, { heredocs: true, calls: true });
}

/** Prints a value whose strings are literal, such as the default of a variable. */
export function printedLiteral(value: Json): string {
  return printedConstant(escapeTemplates(value));
}

/** Prints a value whose strings are templates without expressions, for places in which Terraform evaluates no function calls. */
export function printedConstant(value: Json): string {
  return printed(value, { heredocs: true, calls: false });
}

function printed(value: Json, place: TextSpot): string {
  if (typeof value === "string") return hclTemplate(value, place);
  if (typeof value === "number") return printedNumber(value);
  if (value === null || typeof value === "boolean") return String(value);
  return Array.isArray(value) ? printedList(value, place) : printedObject(asObject(value), place);
}

function printedNumber(value: number): string {
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new Error(`${value}: a whole number this large has already lost digits; write it as a string`);
  }
  return String(value);
}

function printedList(items: readonly Json[], { calls }: TextSpot): string {
  // No comma can follow a plain heredoc.
  const texts = items.map((item) =>
    printed(item, { heredocs: typeof item !== "string" || !item.endsWith("\n"), calls }),
  );
  const line = `[${texts.join(", ")}]`;
  if (line.length <= LONGEST_LINE && !line.includes("\n")) return line;
  return `[\n${texts.map((text) => `${indented(text)},\n`).join("")}]`;
}

function printedObject(object: Readonly<Record<string, Json>>, { calls }: TextSpot): string {
  const entries = Object.entries(object);
  if (entries.length === 0) return "{}";
  const settings = entries.map(([key, item]) => ({
    name: printedKey(key),
    value: printed(item, { heredocs: true, calls }),
  }));
  return `{\n${indented(aligned(settings))}\n}`;
}

/** Keywords that cannot be an unquoted key. */
const KEYWORDS = ["for", "true", "false", "null"];

const printedKey = (key: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !KEYWORDS.includes(key) ? key : quoted(key);
