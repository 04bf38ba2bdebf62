import { parseHcl } from "../../terraform/parser";
import { onlyExpression } from "../../terraform/terraform-templates";
import { type Json, type JsonObject, asArray, asObject, isJsonObject } from "../../terraform/stack-json";

/** A module as read by an independent parser: HashiCorp's own HCL library, compiled to WebAssembly. */
export interface ReadModule {
  /** Arguments are values, and every block is an object in a list. */
  readonly json: JsonObject;
  /** Arguments of `jsonencode(…)` and `chomp(…)`, by the whole expression. */
  readonly calls: ReadonlyMap<string, Json>;
}

/** Reads HCL files, by path, and merges their contents as Terraform does. */
export function readHcl(files: ReadonlyMap<string, string>): ReadModule {
  let json: JsonObject = {};
  for (const [path, text] of files) json = merged(json, parseHcl(path, text) as JsonObject);
  const expressions = [...new Set(texts(json).flatMap((text) => callIn(text) ?? []))];
  if (expressions.length === 0) return { json, calls: new Map() };
  // The parser returns function calls as text, so their arguments are parsed as local values.
  const locals = expressions.map((expression, index) => `  v${index} = ${argumentOf(expression)}\n`).join("");
  const { locals: blocks } = parseHcl("calls.tf", `locals {\n${locals}}\n`) as JsonObject;
  const values = asObject(asArray(blocks)[0]);
  return {
    json,
    calls: new Map(expressions.map((expression, index) => [expression, values[`v${index}`] ?? null])),
  };
}

const CALL = /^(?:jsonencode|chomp)\(([^]*)\)$/;

const callIn = (text: string): string | undefined => {
  const expression = onlyExpression(text);
  return expression !== undefined && CALL.test(expression) ? expression : undefined;
};

const argumentOf = (expression: string): string => CALL.exec(expression)?.[1] ?? "";

function texts(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap((item: Json) => texts(item));
}

/** Blocks of one type are concatenated; an argument can be set only once. */
function merged(a: JsonObject, b: JsonObject): JsonObject {
  const result: Record<string, Json> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const old = result[key];
    if (old === undefined) result[key] = value;
    else if (Array.isArray(old) && Array.isArray(value)) result[key] = [...old, ...value];
    else if (isJsonObject(old) && isJsonObject(value)) result[key] = merged(old, value);
    else throw new Error(`${key}: set twice`);
  }
  return result;
}
