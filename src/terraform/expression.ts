/** An expression of the Terraform language, as far as conditions and sizes of this project need it. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  /** Text of an expression that is not read: one that cdktf inserts later, or a text with templates. */
  | { readonly kind: "written"; readonly text: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "attribute"; readonly of: Expression; readonly name: string }
  | { readonly kind: "index"; readonly of: Expression; readonly key: Expression }
  /** `self.routes[*].cidr_block` is the attribute `cidr_block` of each of `self.routes`. */
  | { readonly kind: "splat"; readonly of: Expression; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "not"; readonly of: Expression }
  | {
      readonly kind: "binary";
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "conditional";
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "object"; readonly entries: readonly Entry[] }
  /** `[for name in of : result if only]` */
  | {
      readonly kind: "each";
      readonly name: string;
      readonly of: Expression;
      readonly result: Expression;
      /** @default - every item has a result */
      readonly only?: Expression;
    };

/** An entry of an object. A key without quotes or parentheses is a literal text. */
export interface Entry {
  readonly key: Expression;
  readonly value: Expression;
}

/** Binary operators by precedence, the weakest first. */
export const OPERATORS = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<", "<=", ">", ">="],
  ["+", "-"],
  ["*", "/", "%"],
] as const;

export type Operator = (typeof OPERATORS)[number][number];

export const literal = (value: string | number | boolean): Expression => ({ kind: "literal", value });

/** An expression that another part of the program has written, such as a reference of cdktf. */
export const written = (text: string): Expression => ({ kind: "written", text });

/** A path of attributes, such as `rule.is_egress`. */
export const path = (name: string, ...attributes: readonly string[]): Expression =>
  attributesOf({ kind: "name", name }, ...attributes);

/** An attribute of the object that a condition belongs to. */
export const self = (...attributes: readonly string[]): Expression => path("self", ...attributes);

export const attributesOf = (of: Expression, ...attributes: readonly string[]): Expression =>
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

export const list = (items: readonly Expression[]): Expression => ({ kind: "list", items });

export const not = (of: Expression): Expression => ({ kind: "not", of });

const binary = (operator: Operator, left: Expression, right: Expression): Expression => ({
  kind: "binary",
  operator,
  left,
  right,
});

export const compared = (left: Expression, operator: Operator, right: Expression): Expression =>
  binary(operator, left, right);

export const equal = (left: Expression, right: Expression): Expression => binary("==", left, right);

export const both = (first: Expression, ...others: readonly Expression[]): Expression =>
  others.reduce((whole, each) => binary("&&", whole, each), first);

export const either = (first: Expression, ...others: readonly Expression[]): Expression =>
  others.reduce((whole, each) => binary("||", whole, each), first);

/** The expressions of which all must be true: `a && b` are two. */
export const conjuncts = (expression: Expression): Expression[] =>
  expression.kind === "binary" && expression.operator === "&&"
    ? [...conjuncts(expression.left), ...conjuncts(expression.right)]
    : [expression];
