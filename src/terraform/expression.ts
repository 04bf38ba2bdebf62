import { type Operator } from "./expressions/operators";

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
  /** A key without quotes or parentheses is a literal text. */
  | {
      readonly kind: "object";
      readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
    }
  /** `[for name in of : result if only]` */
  | {
      readonly kind: "each";
      readonly name: string;
      readonly of: Expression;
      readonly result: Expression;
      /** @default - every item has a result */
      readonly only?: Expression;
    };
