import { z } from "../../base/zod";
import { type Wrong } from "./child";

/** Keywords of JSON Schema that messages of errors explain, by type (json-schema.org/draft/2020-12, read 2026-11-26). */
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  object: ["properties", "required", "additionalProperties"],
  array: ["items", "minItems", "maxItems"],
  string: ["minLength", "maxLength", "pattern", "enum", "const"],
  integer: ["minimum", "maximum", "enum", "const"],
  number: ["minimum", "maximum", "enum", "const"],
  boolean: ["const"],
};

const ANY = ["type", "title", "description", "default", "examples"];

type Schema = Readonly<Record<string, unknown>>;

/** The schema of settings, or the first part of it that is not accepted. An object refuses keys that it does not name. */
export function settingsSchema(
  given: unknown = { type: "object" },
): { readonly schema: z.ZodType } | { readonly wrong: Wrong } {
  const wrong =
    isObject(given) && given["type"] !== "object"
      ? { path: "type", what: shown(given["type"]), expected: '"object"' }
      : refused(given, "");
  if (wrong) return { wrong: { ...wrong, path: `settings${wrong.path === "" ? "" : `.${wrong.path}`}` } };
  try {
    return { schema: z.fromJSONSchema(closed(given as Schema)) };
  } catch (error) {
    return { wrong: { path: "settings", what: shown((error as Error).message), expected: "a JSON Schema" } };
  }
}

const isObject = (value: unknown): value is Schema =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const shown = (value: unknown): string => JSON.stringify(value) ?? "nothing";

function refused(schema: unknown, path: string): Wrong | undefined {
  if (!isObject(schema)) return { path, what: shown(schema), expected: "a JSON Schema as an object" };
  const step = (key: string): string => (path === "" ? key : `${path}.${key}`);
  const type = typeOf(schema);
  const keywords = Object.hasOwn(KEYWORDS, type) ? KEYWORDS[type] : undefined;
  if (!keywords)
    return { path: step("type"), what: shown(schema["type"]), expected: Object.keys(KEYWORDS).join(", ") };
  const unknown = Object.keys(schema).find((key) => ![...ANY, ...keywords].includes(key));
  if (unknown !== undefined)
    return {
      path: step(unknown),
      what: shown(schema[unknown]),
      expected: `a keyword of ${type}: ${keywords.join(", ")}`,
    };
  const { properties = {}, additionalProperties = false, items } = schema;
  const below: [string, unknown][] = [
    ...Object.entries(properties as object).map(([key, value]): [string, unknown] => [
      `properties.${key}`,
      value,
    ]),
    ...(additionalProperties === false
      ? []
      : [["additionalProperties", additionalProperties] as [string, unknown]]),
    ...(type === "array" ? [["items", items] as [string, unknown]] : []),
  ];
  for (const [key, value] of below) {
    const found = refused(value, step(key));
    if (found) return found;
  }
  return undefined;
}

/** The type of a schema; that of its values where it only lists them. */
function typeOf({ type, enum: values, const: value }: Schema): string {
  if (type !== undefined) return String(type);
  const first: unknown = Array.isArray(values) ? values[0] : value;
  return first === undefined ? "none" : typeof first;
}

/** The schema with objects that refuse other keys. */
function closed(schema: Schema): Schema {
  const { properties, additionalProperties, items } = schema;
  const all = typeOf(schema) === "object" ? { additionalProperties: false } : {};
  return {
    ...all,
    ...schema,
    ...(isObject(properties)
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, value]) => [key, closed(value as Schema)]),
          ),
        }
      : {}),
    ...(isObject(additionalProperties) ? { additionalProperties: closed(additionalProperties) } : {}),
    ...(isObject(items) ? { items: closed(items) } : {}),
  };
}
