import type { Construct } from "constructs";

/** A value in the environment's file, with its path. */
export interface Cause {
  readonly path: readonly (string | number)[];
  readonly value: string;
}

const causes = new WeakMap<object, Cause>();

/** Remembers the value that names a construct, for messages and for the record of causes. */
export function causedBy<Named extends Construct>(construct: Named, cause: Cause): Named {
  causes.set(construct, cause);
  return construct;
}

/** Value that names a construct or the closest of its scopes; undefined if there is none. */
export function causeOf(construct: Construct): Cause | undefined {
  return construct.node.scopes.map((scope) => causes.get(scope)).findLast((cause) => cause !== undefined);
}

/** Items of lists, by kind: the zone of a subnet, the range and the port of a rule. */
export type Items = Readonly<Record<string, string | number>>;

const items = new WeakMap<object, Items>();

/** Remembers the items that a construct exists for. */
export function madeFor<Made extends Construct>(construct: Made, some: Items): Made {
  items.set(construct, some);
  return construct;
}

/** Items that a construct and its scopes exist for. */
export const itemsOf = (construct: Construct): Items =>
  Object.assign({}, ...construct.node.scopes.map((scope) => items.get(scope) ?? {})) as Items;
