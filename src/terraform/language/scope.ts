import { type Expression } from "./syntax/expression";
import { type HclValue } from "./values/value";

/** Names that an expression can use. */
export interface NameScope {
  /** Value of a name without a block, such as `each` or the variable of a `for`; undefined if there is none. */
  readonly name: (name: string) => HclValue | undefined;
  /** Value of `var.NAME` or `local.NAME`; undefined if it is not known, an error if it is not declared. */
  readonly named: (kind: "var" | "local", name: string) => HclValue | undefined;
  /** Value of a block with several instances, such as `aws_subnet.private`; undefined if it is one unknown value. */
  readonly block: (address: string) => HclValue | undefined;
  /** Lower bound of the length of an attribute that only an apply knows. @default - nothing is certain */
  readonly least?: ((attribute: Expression) => number | undefined) | undefined;
}

export function within(scope: NameScope, names: ReadonlyMap<string, HclValue>): NameScope {
  return { ...scope, name: (name) => names.get(name) ?? (names.has(name) ? null : scope.name(name)) };
}
