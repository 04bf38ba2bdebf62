/** An expression of the Terraform language. */
export type Node =
  | { readonly kind: "constant"; readonly value: string | number | boolean | null }
  /** A text with values and directives; a constant part is text. */
  | { readonly kind: "template"; readonly parts: readonly Node[] }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "attribute"; readonly of: Node; readonly name: string }
  | { readonly kind: "index"; readonly of: Node; readonly key: Node }
  /** `a[*].b` is `each` of all items of `of`; `each` begins with `item`. */
  | { readonly kind: "splat"; readonly of: Node; readonly each: Node }
  | { readonly kind: "item" }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly args: readonly Node[];
      /** True for `f(a...)`. */
      readonly spread: boolean;
    }
  | { readonly kind: "unary"; readonly operator: string; readonly of: Node }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Node; readonly right: Node }
  | { readonly kind: "condition"; readonly condition: Node; readonly then: Node; readonly otherwise: Node }
  | { readonly kind: "tuple"; readonly items: readonly Node[] }
  | { readonly kind: "object"; readonly entries: readonly NodeEntry[] }
  | For;

export interface NodeEntry {
  /** A name without quotes is a constant. */
  readonly key: Node;
  readonly value: Node;
}

export interface For {
  readonly kind: "for";
  /** @default - the items have no name for their key */
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly of: Node;
  /** Key of each entry of an object. @default - the result is a tuple, or a text in a template */
  readonly key: Node | undefined;
  readonly result: Node;
  /** @default - every item has a result */
  readonly only: Node | undefined;
  /** True for `{ for … : key => value... }`, which has a list of values for each key. */
  readonly grouped: boolean;
  /** True for the directive `%{for …}`, which joins the texts of its results. */
  readonly joined: boolean;
}

export const constant = (value: string | number | boolean | null): Node => ({ kind: "constant", value });

/** Binary operators by precedence, the weakest first. */
export const OPERATOR_LEVELS = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/", "%"],
] as const;
