import { type Json } from "../../stack-json";
import { type Node, constant } from "../syntax/node";
import { escaped, printedTemplate } from "../syntax/print";
import { Mapping, Sequence, Unknown, type Value } from "./value";

/** A value as an expression. */
export function nodeOf(value: Value): Node {
  if (value instanceof Unknown) return value.node;
  if (value instanceof Sequence) {
    const items: Node = { kind: "tuple", items: value.items.map(nodeOf) };
    return value.kind === "set" ? { kind: "call", name: "toset", args: [items], spread: false } : items;
  }
  if (value instanceof Mapping)
    return {
      kind: "object",
      entries: [...value.entries].map(([key, item]) => ({ key: constant(key), value: nodeOf(item) })),
    };
  return constant(value);
}

/** A value as Terraform JSON, where texts are templates. */
export function jsonOf(value: Value): Json {
  if (typeof value === "string") return escaped(value);
  if (value instanceof Unknown) return printedTemplate(value.node);
  if (value instanceof Sequence) return value.items.map(jsonOf);
  if (value instanceof Mapping)
    return Object.fromEntries([...value.entries].map(([key, item]) => [escaped(key), jsonOf(item)]));
  return value;
}
