import { onlyExpression, templateParts, asWritten } from "../terraform-templates";
import { own } from "../../base/own";
import { type Json, type JsonObject, type SynthesizedResource, asObject } from "../stack-json";
import { type KnownInstance } from "./repetition";

/** Arguments that decide on the instances themselves, or that Terraform reads as names. */
const KEPT: readonly string[] = ["count", "for_each", "depends_on", "provider", "lifecycle", "//"];

/**
 * A block for each known instance, none where there is no instance, with the values of `each.key`, `each.value` and `count.index` in its
 * arguments. An expression that computes something from them stays. Undefined if no argument inserts one of them.
 */
export function knownInstances(
  { name, config }: SynthesizedResource,
  known: readonly KnownInstance[],
): readonly (readonly [name: string, config: JsonObject])[] | undefined {
  if (known.length === 0) return [];
  const isInserted = Object.entries(config).some(([key, item]) => !KEPT.includes(key) && inserts(item));
  if (!isInserted) return undefined;
  return known.map(([key, value]) => [
    `${name}[${JSON.stringify(key)}]`,
    Object.fromEntries(
      Object.entries(config).map(([argument, item]) => [
        argument,
        KEPT.includes(argument) ? item : replaced(item, key, value),
      ]),
    ),
  ]);
}

/** The value of an instance, or an attribute of it. */
const VALUE = /^\s*(?:each\.key|count\.index|each\.value(?:\.[\w-]+|\["[^"\\$%]*"\])*)\s*$/;

/** An attribute of the instance of another block that has the same key. */
const INDEXED =
  /^\s*([\w-]+(?:\.[\w-]+)+)\[(each\.key|each\.value|count\.index)\]((?:\.[\w-]+|\[\d+\])*)\s*$/;

/** Whether a value has an expression that is replaced in an instance. */
export function inserts(value: Json): boolean {
  if (typeof value === "string")
    return templateParts(value).some(
      (part) => "expression" in part && (VALUE.test(part.expression) || INDEXED.test(part.expression)),
    );
  if (value === null || typeof value !== "object") return false;
  return Object.entries(value).some(([key, item]: [string, Json]) => inserts(key) || inserts(item));
}

/** A value in an instance. */
export function replaced(value: Json, key: string | number, item: Json): Json {
  if (typeof value === "string") return replacedText(value, key, item);
  if (Array.isArray(value)) return value.map((each: Json) => replaced(each, key, item));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      String(replacedText(name, key, item)),
      replaced(each as Json, key, item),
    ]),
  );
}

function replacedText(text: string, key: string | number, item: Json): Json {
  const whole = onlyExpression(text);
  if (whole !== undefined) return valueAt(whole, key, item) ?? text;
  return templateParts(text)
    .map((part) => {
      const value = "expression" in part ? valueAt(part.expression, key, item) : undefined;
      return value === undefined || value === null || typeof value === "object"
        ? asWritten(part)
        : String(value);
    })
    .join("");
}

/** The value of an expression in an instance; undefined for one that computes something, or names no part of the instance. */
function valueAt(expression: string, key: string | number, item: Json): Json | undefined {
  const [, block, index = "", path = ""] = INDEXED.exec(expression) ?? [];
  if (block !== undefined) {
    const at = valueAt(index, key, item);
    return typeof at === "string" || typeof at === "number"
      ? `\${${block}[${JSON.stringify(at)}]${path}}`
      : undefined;
  }
  if (!VALUE.test(expression)) return undefined;
  const text = expression.trim();
  if (!text.startsWith("each.value")) return key;
  const steps = [...text.matchAll(/\.([\w-]+)|\["([^"]*)"\]/g)].slice(1);
  return steps.reduce<Json | undefined>(
    (whole, [, name, quoted]) => own(asObject(whole), name ?? quoted ?? ""),
    item,
  );
}
