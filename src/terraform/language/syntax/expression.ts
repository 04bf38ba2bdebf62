/** An expression of the Terraform language. */
export type Expression =
  | { readonly kind: "constant"; readonly value: string | number | boolean | null }
  /** A text with values and directives; a constant part is text. */
  | { readonly kind: "template"; readonly parts: readonly Expression[] }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "attribute"; readonly of: Expression; readonly name: string }
  | { readonly kind: "index"; readonly of: Expression; readonly key: Expression }
  /** `a[*].b` is `each` of all items of `of`; `each` begins with `item`. */
  | { readonly kind: "splat"; readonly of: Expression; readonly each: Expression }
  | { readonly kind: "item" }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly args: readonly Expression[];
      /** True for `f(a...)`. */
      readonly spread: boolean;
    }
  | { readonly kind: "unary"; readonly operator: string; readonly of: Expression }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "condition";
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | { readonly kind: "tuple"; readonly items: readonly Expression[] }
  | { readonly kind: "object"; readonly entries: readonly ObjectEntry[] }
  | For;

export interface ObjectEntry {
  /** A name without quotes is a constant. */
  readonly key: Expression;
  readonly value: Expression;
}

export interface For {
  readonly kind: "for";
  /** @default - the items have no name for their key */
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly of: Expression;
  /** Key of each entry of an object. @default - the result is a tuple, or a text in a template */
  readonly key: Expression | undefined;
  readonly result: Expression;
  /** @default - every item has a result */
  readonly only: Expression | undefined;
  /** True for `{ for … : key => value... }`, which has a list of values for each key. */
  readonly grouped: boolean;
  /** True for the directive `%{for …}`, which joins the texts of its results. */
  readonly joined: boolean;
}

export const constant = (value: string | number | boolean | null): Expression => ({
  kind: "constant",
  value,
});

/** Binary operators by precedence, the weakest first. */
export const OPERATOR_LEVELS = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/", "%"],
] as const;
