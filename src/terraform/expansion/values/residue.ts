import { type Json } from "../../stack-json";
import { type Node, constant } from "../syntax/node";
import { escaped, printedTemplate } from "../syntax/print";
import { HclMap, HclUnknown, type HclValue, Sequence } from "./value";

/** A value as an expression. */
export function nodeOf(value: HclValue): Node {
  if (value instanceof HclUnknown) return value.node;
  if (value instanceof Sequence) {
    const items: Node = { kind: "tuple", items: value.items.map(nodeOf) };
    return value.kind === "set" ? { kind: "call", name: "toset", args: [items], spread: false } : items;
  }
  if (value instanceof HclMap)
    return {
      kind: "object",
      entries: [...value.entries].map(([key, item]) => ({ key: constant(key), value: nodeOf(item) })),
    };
  return constant(value);
}

/** A value as Terraform JSON, where texts are templates. */
export function jsonOf(value: HclValue): Json {
  if (typeof value === "string") return escaped(value);
  if (value instanceof HclUnknown) return printedTemplate(value.node);
  if (value instanceof Sequence) return value.items.map(jsonOf);
  if (value instanceof HclMap)
    return Object.fromEntries([...value.entries].map(([key, item]) => [escaped(key), jsonOf(item)]));
  return value;
}
