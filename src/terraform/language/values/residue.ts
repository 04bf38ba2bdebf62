import { type Json } from "../../stack-json";
import { type Expression, constant } from "../syntax/expression";
import { escaped, printedTemplate } from "../syntax/print";
import { HclMap, HclUnknown, type HclValue, Sequence } from "./value";

/** A value as an expression. */
export function expressionOfValue(value: HclValue): Expression {
  if (value instanceof HclUnknown) return value.expression;
  if (value instanceof Sequence) {
    const items: Expression = { kind: "tuple", items: value.items.map(expressionOfValue) };
    return value.kind === "set" ? { kind: "call", name: "toset", args: [items], spread: false } : items;
  }
  if (value instanceof HclMap)
    return {
      kind: "object",
      entries: [...value.entries].map(([key, item]) => ({
        key: constant(key),
        value: expressionOfValue(item),
      })),
    };
  return constant(value);
}

/** A value as Terraform JSON, where texts are templates. */
export function jsonOf(value: HclValue): Json {
  if (typeof value === "string") return escaped(value);
  if (value instanceof HclUnknown) return printedTemplate(value.expression);
  if (value instanceof Sequence) return value.items.map(jsonOf);
  if (value instanceof HclMap)
    return Object.fromEntries([...value.entries].map(([key, item]) => [escaped(key), jsonOf(item)]));
  return value;
}

/** A known value as JSON, in which texts are no templates. */
export function plainJson(value: HclValue): Json {
  if (value instanceof Sequence) return value.items.map(plainJson);
  if (value instanceof HclMap)
    return Object.fromEntries([...value.entries].map(([key, item]) => [key, plainJson(item)]));
  return value instanceof HclUnknown ? printedTemplate(value.expression) : value;
}
