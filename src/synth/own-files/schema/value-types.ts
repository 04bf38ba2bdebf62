import { printable } from "../../../environment/problems";
import { type ValueType } from "../../../evidence/provider-schema";
import { isFalse, isTrue, type Json, type JsonObject, number } from "../../../terraform/stack-json";
import { onlyExpression, templateParts } from "../../../terraform/terraform-templates";

/** A value that Terraform does not convert to the type of its argument. */
export interface Misfit {
  /** Path below the argument: `.key` and `[0]`. */
  readonly below: string;
  readonly got: string;
  readonly expected: string;
}

/**
 * Where a value is not of a type and Terraform does not convert it. Null has every type, and the type of an expression is known only
 * to Terraform. Attributes of an object are compared by the names that the value has.
 */
export function misfits(value: Json, type: ValueType, below = ""): Misfit[] {
  if (value === null || type === "dynamic" || hasExpression(value)) return [];
  if (typeof type === "string")
    return converts(value, type) ? [] : [{ below, got: jsonKind(value), expected: described(type) }];
  const [kind, of] = type;
  const isRight = kind === "map" || kind === "object" ? isJsonMap(value) : Array.isArray(value);
  if (!isRight) return [{ below, got: jsonKind(value), expected: described(type) }];
  if (kind === "tuple") return [];
  if (kind === "object")
    return Object.entries(value as JsonObject).flatMap(([key, item]) => {
      const field = Object.hasOwn(of, key) ? of[key] : undefined;
      return field === undefined ? [] : misfits(item, field, `${below}.${key}`);
    });
  if (kind === "map")
    return Object.entries(value as JsonObject).flatMap(([key, item]) => misfits(item, of, `${below}.${key}`));
  return (value as readonly Json[]).flatMap((item, index) => misfits(item, of, `${below}[${index}]`));
}

export const hasExpression = (value: Json): boolean =>
  typeof value === "string" && onlyExpression(value) !== undefined;

function converts(value: Json, type: "string" | "number" | "bool"): boolean {
  if (type === "string") return typeof value !== "object";
  // Only Terraform knows the text that several parts make.
  if (typeof value === "string" && templateParts(value).some((part) => !("text" in part))) return true;
  return type === "number" ? number(value) !== undefined : isTrue(value) || isFalse(value);
}

export const isJsonMap = (value: Json | undefined): value is JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** A value for a message; what is in lists and objects is left out. */
export function jsonKind(value: Json): string {
  if (Array.isArray(value)) return "a list";
  if (isJsonMap(value)) return "an object";
  return printable(JSON.stringify(value));
}

const WORDS = {
  string: ["a text", "texts"],
  number: ["a number", "numbers"],
  bool: ["true or false", "true or false"],
  dynamic: ["a value", "values"],
} as const;

/** A type in words: `a list of texts`. */
export function described(type: ValueType): string {
  if (typeof type === "string") return WORDS[type][0];
  const [kind, of] = type;
  if (kind === "object") return "an object";
  if (kind === "tuple") return "a list";
  return `a ${kind === "map" ? "map" : "list"} of ${severalOf(of)}`;
}

const severalOf = (type: ValueType): string =>
  typeof type === "string"
    ? WORDS[type][1]
    : { list: "lists", set: "lists", map: "maps", tuple: "lists", object: "objects" }[type[0]];
