import { asWritten, onlyExpression, templateParts } from "../../terraform/terraform-templates";
import { type Json, asObject } from "../../terraform/stack-json";

/** A value of Terraform JSON, whose strings are templates, as an expression. */
export function expressionOf(value: Json): string {
  if (typeof value === "string") return onlyExpression(value) ?? quotedTemplate(value);
  if (Array.isArray(value)) return `[${value.map(expressionOf).join(", ")}]`;
  if (value === null || typeof value !== "object") return String(value);
  const entries = Object.entries(asObject(value)).map(
    ([key, item]: [string, Json]) => `${keyText(key)} = ${expressionOf(item)}`,
  );
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

const keyText = (key: string): string => {
  const expression = onlyExpression(key);
  if (expression !== undefined) return `(${expression})`;
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && key !== "for" ? key : quotedTemplate(key);
};

export const quotedTemplate = (template: string): string =>
  `"${templateParts(template)
    .map((part) => ("text" in part ? JSON.stringify(part.text).slice(1, -1) : asWritten(part)))
    .join("")}"`;
