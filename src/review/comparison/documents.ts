import { parseAllDocuments } from "yaml";
import { UserData } from "../../infrastructure/text-user-data";
import { type Json, type JsonObject, isJsonObject, jsonIn } from "../../terraform/stack-json";
import { tomlIn } from "./toml";

/** Arguments whose text is base64. */
const ENCODED = /^(user_data|user_data_base64|binary_data)$/;

const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/**
 * The value that a text holds: JSON, YAML, TOML, or the parts of user data. Undefined for other texts, which are compared by lines.
 * An expression of Terraform has a value of its own.
 */
export function documentIn(text: string): JsonObject | readonly Json[] | undefined {
  if (text.startsWith("${")) return undefined;
  if (/^\s*[{[]/.test(text)) return structured(jsonIn(text) ?? null) ?? tomlIn(text);
  if (!text.includes("\n") || text.startsWith("#!")) return undefined;
  return mimeIn(text) ?? yamlIn(text) ?? tomlIn(text);
}

/** The text behind base64; the text itself in every other argument. */
export const decoded = (argument: string, text: string): string =>
  ENCODED.test(argument) && BASE64.test(text) ? (UserData.in(text)?.text ?? text) : text;

/** Parts of MIME by their type. */
function mimeIn(text: string): JsonObject | undefined {
  const parts = new UserData(text).parts;
  if (parts === undefined) return undefined;
  const byType: Record<string, Json> = {};
  parts.forEach(({ type, text: part }, index) => {
    byType[Object.hasOwn(byType, type) ? `${type} ${index}` : type] = part;
  });
  return byType;
}

/** YAML of one or several documents. */
function yamlIn(text: string): JsonObject | readonly Json[] | undefined {
  const documents = parseAllDocuments(text, { logLevel: "silent" });
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined;
  try {
    const values = documents.map((each) => each.toJS() as Json).filter((each) => each !== null);
    if (values.length > 1) return values.every(isJsonObject) ? values : undefined;
    return structured(values[0] ?? null);
  } catch {
    return undefined;
  }
}

/** Mappings and lists of mappings have paths; a list of plain texts is compared as a text. */
const structured = (value: Json): JsonObject | readonly Json[] | undefined =>
  isJsonObject(value) || (Array.isArray(value) && value.every(isJsonObject))
    ? (value as JsonObject | readonly Json[])
    : undefined;
