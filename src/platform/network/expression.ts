import { type Expression } from "../../terraform/expression";

export type BinarySign = Extract<Expression, { kind: "binary" }>["operator"];

export const literal = (value: string | number | boolean): Expression => ({ kind: "literal", value });

/** An expression that another part of the program has written, such as a reference of cdktf. */
export const rawExpression = (text: string): Expression => ({ kind: "written", text });

/** A path of attributes, such as `rule.is_egress`. */
export const path = (name: string, ...attributes: readonly string[]): Expression =>
  attributePath({ kind: "name", name }, ...attributes);

/** An attribute of the object that a condition belongs to. */
export const self = (...attributes: readonly string[]): Expression => path("self", ...attributes);

export const attributePath = (of: Expression, ...attributes: readonly string[]): Expression =>
  attributes.reduce<Expression>((whole, name) => ({ kind: "attribute", of: whole, name }), of);

export const item = (of: Expression, index: number): Expression => ({
  kind: "index",
  of,
  key: literal(index),
});

export const call = (name: string, ...args: readonly Expression[]): Expression => ({
  kind: "call",
  name,
  args,
});

export const tupleOf = (items: readonly Expression[]): Expression => ({ kind: "list", items });

export const negation = (of: Expression): Expression => ({ kind: "not", of });

export const compare = (left: Expression, operator: BinarySign, right: Expression): Expression => ({
  kind: "binary",
  operator,
  left,
  right,
});

export const equal = (left: Expression, right: Expression): Expression => compare(left, "==", right);

export const both = (first: Expression, ...others: readonly Expression[]): Expression =>
  others.reduce((whole, each) => compare(whole, "&&", each), first);

export const either = (first: Expression, ...others: readonly Expression[]): Expression =>
  others.reduce((whole, each) => compare(whole, "||", each), first);
