import { type Value } from "./values/value";

/** Names that an expression can use. */
export interface Scope {
  /** Value of a name without a block, such as `each` or the variable of a `for`; undefined if there is none. */
  readonly name: (name: string) => Value | undefined;
  /** Value of `var.NAME` or `local.NAME`; undefined if it is not known, an error if it is not declared. */
  readonly named: (kind: "var" | "local", name: string) => Value | undefined;
  /** Value of a block with several instances, such as `aws_subnet.private`; undefined if it is one unknown value. */
  readonly block: (address: string) => Value | undefined;
}

export function within(scope: Scope, names: ReadonlyMap<string, Value>): Scope {
  return { ...scope, name: (name) => names.get(name) ?? (names.has(name) ? null : scope.name(name)) };
}
