import { type Expression } from "../../terraform/expression";

export type BinarySign = "&&" | "||" | "==" | "!=" | "<" | "<=" | ">" | ">=";

export const literal = (value: string | number | boolean): Expression => ({ kind: "constant", value });

/** An expression that another part has written, such as a reference of cdktf. It is printed as it is. */
export const rawExpression = (text: string): Expression => ({ kind: "name", name: text });

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
  spread: false,
});

export const tupleOf = (items: readonly Expression[]): Expression => ({ kind: "tuple", items });

export const negation = (of: Expression): Expression => ({ kind: "unary", operator: "!", of });

const NO_KEY = { keyName: undefined, key: undefined, grouped: false, joined: false };

/** `[for name in of : result if only]` */
export const eachOf = (name: string, of: Expression, result: Expression, only?: Expression): Expression => ({
  kind: "for",
  valueName: name,
  of,
  result,
  only,
  ...NO_KEY,
});

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
