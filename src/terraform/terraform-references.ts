import { unlessMistake } from "./language/unless-mistake";
import { type Expression } from "./language/syntax/expression";
import { namesInExpression } from "./language/syntax/names";
import { type Reference, referenceOf, referenceOfChain } from "./language/syntax/reference";
import { parseExpression } from "./language/syntax/parser";
import { parsedOnce } from "./language/syntax/parsed-once";

/** The reference that an expression is; undefined for any other expression. */
export function parseReference(written: string): Reference | undefined {
  const node = unlessMistake(() => parseExpression(written));
  return node && referenceOf(node);
}

/** The address of the block of an instance: `aws_lb.demo` of `aws_lb.demo[0]`. */
export const blockAddress = (address: string): string =>
  address.endsWith("]") ? address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/, "") : address;

/** References in the expressions of Terraform JSON, in source order. A text that Terraform cannot read has none. */
export function referencesIn(value: unknown): readonly Reference[] {
  if (typeof value === "string") return value.includes("{") ? ofText(value) : [];
  if (value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  return Object.entries(value).flatMap(([key, item]) => [...referencesIn(key), ...referencesIn(item)]);
}

/** References by the tree of a text: many blocks have the same texts. */
const known = new WeakMap<Expression, readonly Reference[]>();

function ofText(text: string): readonly Reference[] {
  const node = unlessMistake(() => parsedOnce(text));
  if (!node) return [];
  const found =
    known.get(node) ?? namesInExpression(node).chains.flatMap((chain) => referenceOfChain(chain) ?? []);
  known.set(node, found);
  return found;
}
