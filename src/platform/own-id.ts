import type { Construct } from "constructs";
import { addressPart } from "./stacks/address-part";
import { shortHash } from "../base/digests";

/** Parts of addresses that the children of a scope have already. */
const taken = new WeakMap<Construct, Set<string>>();

/**
 * Id of a construct that is named by the user. `name` tells apart what has the same part in an address: the first one has
 * the plain id, and each later one a hash of its name, so that a further name at the end of a list changes no address.
 */
export function ownId(scope: Construct, id: string, name = id): string {
  const parts = taken.get(scope) ?? new Set();
  taken.set(scope, parts);
  // the framework also finds what every object inherits, such as `constructor`
  const isFree = !parts.has(addressPart(id)) && scope.node.tryFindChild(id) === undefined;
  const own = isFree ? id : `${id}-${shortHash(name)}`;
  parts.add(addressPart(own));
  return own;
}
