import { createHash } from "node:crypto";
import { type Expression } from "../../terraform/expression";
import { own } from "../../base/own";
import { parsed } from "../../terraform/parse";
import { prefixLength, subnetOf } from "../../base/cidr";
import {
  asWritten,
  escapeTemplates,
  isTemplate,
  onlyExpression,
  quotedTextsIn,
  templateParts,
} from "../../terraform/terraform-templates";
import { type Json, type JsonObject, isJsonObject } from "../../terraform/stack-json";

/** Values of variables, and templates of local values that use them. */
export interface Known {
  readonly variables: JsonObject;
  readonly locals: JsonObject;
}

/** A value with known variables replaced by their values, in keys too; other expressions are unchanged. */
export function evaluated(value: Json, known: Known): Json {
  if (typeof value === "string") return evaluatedText(value, known);
  if (Array.isArray(value)) return value.map((item: Json) => evaluated(item, known));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [String(evaluatedText(key, known)), evaluated(item, known)]),
  );
}

function evaluatedText(text: string, known: Known): Json {
  if (!/\b(var|local)\./.test(text)) return text;
  const expression = onlyExpression(text);
  if (expression !== undefined) {
    // Readers of a whole document compare what it contains.
    const value = /^(jsonencode|chomp)\(/.test(expression) ? undefined : valueOf(expression, known);
    if (value === undefined) return `\${${withKnown(expression, known)}}`;
    return typeof value === "string" ? escapeTemplates(value) : value;
  }
  return evaluatedTemplate(text, known);
}

/** @param written a value as its text is written there. @default - as it is */
const evaluatedTemplate = (text: string, known: Known, written = (value: string): string => value): string =>
  templateParts(text)
    .map((part) => {
      if (!("expression" in part)) return asWritten(part);
      const value = valueOf(part.expression, known);
      return value === undefined
        ? `\${${withKnown(part.expression, known)}}`
        : written(escapeTemplates(String(value)));
    })
    .join("");

/** An expression with the values of known variables in it, also in its texts. */
function withKnown(expression: string, known: Known): string {
  let result = "";
  let end = 0;
  for (const quoted of quotedTextsIn(expression)) {
    result += withValues(expression.slice(end, quoted.start), known);
    result += `"${isTemplate(quoted.text) ? evaluatedTemplate(quoted.text, known, inQuotes) : quoted.text}"`;
    end = quoted.end;
  }
  return result + withValues(expression.slice(end), known);
}

/** A value in a text of an expression, in which quotes and line breaks are escaped. */
const inQuotes = (value: string): string => JSON.stringify(value).slice(1, -1);

const withValues = (code: string, { variables }: Known): string =>
  code.replaceAll(/(?<![\w.])var\.([\w-]+)/g, (reference, name: string) => {
    const value = own(variables, name);
    // A text with a template has another form in an expression.
    const isPlain =
      typeof value === "number" || (typeof value === "string" && escapeTemplates(value) === value);
    return isPlain ? JSON.stringify(value) : reference;
  });

/** Result of an expression of known variables, numbers and the supported functions; undefined for any other. */
function valueOf(text: string, known: Known): Json | undefined {
  const expression = parsed(text);
  try {
    return expression && resultOf(expression, known);
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

class Unknown extends Error {}

function resultOf(expression: Expression, known: Known): Json {
  switch (expression.kind) {
    case "constant":
      if (expression.value === null) throw new Unknown();
      return expression.value;
    case "binary": {
      const apply = OPERATIONS[expression.operator];
      if (!apply) throw new Unknown();
      return apply(number(resultOf(expression.left, known)), number(resultOf(expression.right, known)));
    }
    case "call": {
      if (expression.name === "format")
        return formatted(expression.args.map((each) => resultOf(each, known)));
      const apply = own(FUNCTIONS, expression.name);
      if (apply?.length !== expression.args.length) throw new Unknown();
      const [first = null, second = null, third = null] = expression.args.map((each) =>
        resultOf(each, known),
      );
      return apply(first, second, third);
    }
    case "attribute":
      return referenceOf(expression, known);
    case "index":
      return itemOf(expression, known);
    case "tuple":
      return expression.items.map((item) => resultOf(item, known));
    case "object":
      return Object.fromEntries(
        expression.entries.map(({ key, value }) => [String(resultOf(key, known)), resultOf(value, known)]),
      );
    default:
      throw new Unknown();
  }
}

function referenceOf({ of, name }: Extract<Expression, { kind: "attribute" }>, known: Known): Json {
  if (of.kind === "attribute") {
    const value = resultOf(of, known);
    if (!isJsonObject(value) || value[name] === undefined) throw new Unknown();
    return value[name];
  }
  const kind = of.kind === "name" ? of.name : "";
  if (kind === "var" && Object.hasOwn(known.variables, name)) return known.variables[name] ?? null;
  if (kind !== "local" || !Object.hasOwn(known.locals, name)) throw new Unknown();
  const value = evaluated(known.locals[name] ?? null, known);
  if (/\$\{/.test(JSON.stringify(value))) throw new Unknown();
  return value;
}

function itemOf({ of, key }: Extract<Expression, { kind: "index" }>, known: Known): Json {
  const whole = resultOf(of, known);
  const index = key.kind === "constant" ? Number(key.value) : undefined;
  const found = Array.isArray(whole) && index !== undefined ? (whole[index] as Json | undefined) : undefined;
  if (found === undefined) throw new Unknown();
  return found;
}

const OPERATIONS: Readonly<Partial<Record<string, (left: number, right: number) => number>>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
};

type Apply = (...args: [Json, Json, Json]) => Json;

const FUNCTIONS: Readonly<Partial<Record<string, Apply>>> = {
  ceil: (argument) => Math.ceil(number(argument)),
  floor: (argument) => Math.floor(number(argument)),
  split: (separator, text) => String(text).split(String(separator)),
  tostring: (argument) => String(argument),
  tonumber: (argument) => Number(argument),
  cidrsubnet: (range, bits, index) =>
    subnetOf(String(range), prefixLength(String(range)) + number(bits), number(index)),
  jsonencode: (argument) => JSON.stringify(sorted(argument)).replaceAll(/[<>&]/g, escaped),
  substr: (text, start, length) => String(text).slice(number(start), number(start) + number(length)),
  sha256: (argument) => createHash("sha256").update(String(argument)).digest("hex"),
};

/** `format` of texts; other verbs are not evaluated. */
function formatted([form = "", ...args]: readonly Json[]): string {
  const [first = "", ...others] = String(form).split("%s");
  const isText = args.every((each) => each !== null && typeof each !== "object");
  if (!isText || others.length !== args.length || [first, ...others].some((part) => part.includes("%")))
    throw new Unknown();
  return first + others.map((part, index) => `${String(args[index])}${part}`).join("");
}

/** Terraform writes the keys of an object in the order of their characters, and these characters as escapes. */
const sorted = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
};

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

function number(value: Json): number {
  if (typeof value !== "number") throw new Unknown();
  return value;
}
