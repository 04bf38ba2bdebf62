import { evaluate } from "../evaluate";
import { Mistake } from "../../mistake";
import { type NameScope } from "../scope";
import { type Expression } from "../syntax/expression";
import { parseExpression } from "../syntax/parser";
import { type Attribute, type Type } from "./value";

const NO_NAMES: NameScope = { name: () => undefined, named: () => undefined, block: () => undefined };

/** Reads the type of a variable, such as `map(object({ cidr = string }))`. */
export const constraintOf = (text: string): Type => typeIn(parseExpression(text));

function typeIn(node: Expression): Type {
  if (node.kind === "name" && isPrimitive(node.name)) return { kind: node.name };
  if (node.kind === "name" && isCollection(node.name)) return { kind: node.name, of: { kind: "any" } };
  const [first] = node.kind === "call" ? node.args : [];
  if (node.kind !== "call" || !first) throw new Mistake("got another expression, expected a type");
  if (isCollection(node.name)) return { kind: node.name, of: typeIn(first) };
  if (node.name === "tuple" && first.kind === "tuple")
    return { kind: "tuple", items: first.items.map(typeIn) };
  if (node.name !== "object" || first.kind !== "object")
    throw new Mistake(`got ${node.name}, expected a type`);
  const attributes = first.entries.map(({ key, value }) => [nameIn(key), attributeIn(value)] as const);
  return { kind: "object", attributes: new Map(attributes) };
}

function attributeIn(node: Expression): Attribute {
  if (node.kind !== "call" || node.name !== "optional") return { type: typeIn(node), optional: false };
  const [type, fallback] = node.args;
  if (!type) throw new Mistake("got optional() without a type");
  const value = fallback ? { fallback: evaluate(fallback, NO_NAMES) } : {};
  return { type: typeIn(type), optional: true, ...value };
}

const nameIn = (key: Expression): string => (key.kind === "constant" ? String(key.value) : "");

const isPrimitive = (name: string): name is "string" | "number" | "bool" | "any" =>
  ["string", "number", "bool", "any"].includes(name);

const isCollection = (name: string): name is "list" | "set" | "map" => ["list", "set", "map"].includes(name);
