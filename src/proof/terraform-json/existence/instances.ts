import { onlyExpression, partsOf, asWritten } from "../../../shared/terraform/terraform-templates";
import { own } from "../../../shared/values/own";
import { type Json, type JsonObject, type SynthesizedResource, asObject } from "../stack-json";
import { type KnownInstance } from "./repetition";

/** Arguments that decide on the instances themselves, or that Terraform reads as names. */
const KEPT: readonly string[] = ["count", "for_each", "depends_on", "provider", "lifecycle", "//"];

/**
 * A block for each known instance, none where there is no instance, with the values of `each.key`, `each.value` and `count.index` in its arguments. Undefined if no
 * argument has one of them, or if one computes something from them.
 */
export function instancesOf(
  { name, config }: SynthesizedResource,
  known: readonly KnownInstance[],
): readonly (readonly [name: string, config: JsonObject])[] | undefined {
  if (known.length === 0) return [];
  const used = Object.entries(config).flatMap(([key, item]) => (KEPT.includes(key) ? [] : partsUsed(item)));
  if (used.length === 0 || !used.every((part) => SIMPLE.test(part))) return undefined;
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

const NAMED = /\b(?:each\.(?:key|value)|count\.index)\b/;
const SIMPLE = /^\s*(?:each\.key|count\.index|each\.value(?:\.[\w-]+|\["[^"\\$%]*"\])*)\s*$/;

/** Expressions that name the instance. A directive is one that computes. */
function partsUsed(value: Json): string[] {
  if (typeof value === "string")
    return partsOf(value).flatMap((part) => {
      const text = "expression" in part ? part.expression : "directive" in part ? part.directive : "";
      return NAMED.test(text) ? ["expression" in part ? text : `%${text}`] : [];
    });
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]: [string, Json]) => [
    ...partsUsed(key),
    ...partsUsed(item),
  ]);
}

function replaced(value: Json, key: string | number, item: Json): Json {
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
  if (whole !== undefined) return NAMED.test(whole) ? valueAt(whole, key, item) : text;
  return partsOf(text)
    .map((part) =>
      "expression" in part && NAMED.test(part.expression)
        ? textOf(valueAt(part.expression, key, item), part.expression)
        : asWritten(part),
    )
    .join("");
}

/** A value that has no such attribute stays an expression. */
function valueAt(expression: string, key: string | number, item: Json): Json {
  const text = expression.trim();
  if (!text.startsWith("each.value")) return key;
  const steps = [...text.matchAll(/\.([\w-]+)|\["([^"]*)"\]/g)].slice(1);
  return steps.reduce<Json>(
    (whole, [, name, quoted]) => own(asObject(whole), name ?? quoted ?? "") ?? `\${${expression}}`,
    item,
  );
}

const textOf = (value: Json, expression: string): string =>
  value === null || typeof value === "object" ? `\${${expression}}` : String(value);
