import type { Construct } from "constructs";

/** A value in the environment's file, with its path. */
export interface Cause {
  readonly path: readonly (string | number)[];
  readonly value: string;
}

const causes = new WeakMap<object, Cause>();

/** Remembers the value that names a construct, for messages. */
export function causedBy<Named extends Construct>(construct: Named, cause: Cause): Named {
  causes.set(construct, cause);
  return construct;
}

/** Value that names a construct or the closest of its scopes; undefined if there is none. */
export function causeOf(construct: Construct): Cause | undefined {
  return construct.node.scopes.map((scope) => causes.get(scope)).findLast((cause) => cause !== undefined);
}
