import { unlessMistake } from "./language/unless-mistake";
import { type Expression } from "./language/syntax/expression";
import { type Chain, namesIn, stepsOf } from "./language/syntax/names";
import { isNamedValue } from "./language/syntax/named-values";
import { parseExpression } from "./language/syntax/parser";
import { parsedOnce } from "./language/syntax/parsed-once";

/** A reference in an expression: `aws_lb.demo[0].arn` is `arn` of instance 0 of `aws_lb.demo`. */
export interface Reference {
  /** A block, or a named value such as `var.region`. */
  readonly subject: string;
  /** Instance of the block; undefined if there is no index, or if the index is an expression. */
  readonly key: number | string | undefined;
  /** Path to the value, without steps that are expressions. */
  readonly path: readonly (string | number)[];
  /** All steps after the subject. */
  readonly steps: Chain["steps"];
}

/** The reference that an expression is; undefined for any other expression. */
export function parseReference(written: string): Reference | undefined {
  const node = unlessMistake(() => parseExpression(written));
  return node && referenceOf(node);
}

export function referenceOf(node: Expression): Reference | undefined {
  const { root, steps } = stepsOf(node);
  return root.kind === "name" ? ofChain({ name: root.name, steps }) : undefined;
}

function ofChain({ name, steps }: Chain): Reference | undefined {
  const length = name === "data" ? 2 : 1;
  const names = steps.slice(0, length);
  if (names.length < length || names.some(({ isIndex }) => isIndex)) return undefined;
  const subject = [name, ...names.map(({ to }) => to)].join(".");
  const rest = steps.slice(length);
  const isKeyed = rest[0]?.isIndex === true && !isNamedValue(subject);
  const path = (isKeyed ? rest.slice(1) : rest).flatMap(({ to }) => to ?? []);
  return { subject, key: isKeyed ? rest[0]?.to : undefined, path, steps: rest };
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
  const found = known.get(node) ?? namesIn(node).chains.flatMap((chain) => ofChain(chain) ?? []);
  known.set(node, found);
  return found;
}
