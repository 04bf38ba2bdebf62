import { type Construct } from "constructs";
import { type SettingPath } from "../../terraform/cause-record";

/** A value in the environment's file, with its path. */
export interface SettingCause {
  readonly path: SettingPath;
  readonly value: string;
}

/** Remembers the value that names a construct, for messages. */
export function causedBy<Named extends Construct>(construct: Named, cause: SettingCause): Named {
  causes.set(construct, cause);
  return construct;
}

/** Value that names a construct or the closest of its scopes; undefined if there is none. */
export function causeOf(construct: Construct): SettingCause | undefined {
  return construct.node.scopes.map((scope) => causes.get(scope)).findLast((cause) => cause !== undefined);
}

/** The part of the file that a construct or the closest of its scopes comes from; undefined if none says so. */
export function partOfConstruct(construct: Construct): SettingPath | undefined {
  return construct.node.scopes.map((scope) => parts.get(scope)).findLast((part) => part !== undefined);
}

/** Adds constructs to a scope for a part of the file. */
export function addedFor<Added>(scope: Construct, path: SettingPath, add: () => Added): Added {
  const before = new Set(scope.node.children);
  const added = add();
  for (const child of scope.node.children)
    if (!before.has(child) && !parts.has(child)) parts.set(child, path);
  return added;
}

const causes = new WeakMap<object, SettingCause>();

export const parts = new WeakMap<object, SettingPath>();
