import { scopeOf } from "../../../proof/terraform-json/existence/stack-instances";
import { type StackJson, asArray, asObject } from "../../../proof/terraform-json/stack-json";
import { blockAddress } from "../../../shared/terraform/terraform-references";
import { destinationOf } from "../../shared/address-locks/moves";
import { hasInstance, instancesOf } from "../effects/instances";

/** The address of one object: that of its block, and its end: `[0]`, `["a"]`, or nothing. */
export interface ObjectAddress {
  readonly block: string;
  readonly key: string;
}

/** A move of one object that applies. Moves of whole blocks are in the addresses of the compared stacks. */
export interface InstanceMove {
  readonly from: ObjectAddress;
  readonly to: ObjectAddress;
}

/** Moves between the objects of two stacks, where the object is there and its new address is free. */
export function instanceMoves(before: StackJson, after: StackJson): InstanceMove[] {
  const has = (stack: StackJson, { block, key }: ObjectAddress): boolean => {
    const found = stack.resources().find(({ address }) => address === block);
    return found !== undefined && hasInstance(instancesOf(scopeOf(stack), found.config), key);
  };
  const moves = asArray(after.json["moved"])
    .map(asObject)
    .map((move) => ({ stack: after.name, from: String(move["from"]), to: String(move["to"]) }));
  return moves
    .map(({ from, to }) => ({
      from: objectAt(from),
      to: objectAt(destinationOf(from, moves, after.name) ?? to),
    }))
    .filter(({ from, to }) => has(before, from) && !has(after, from) && has(after, to) && !has(before, to))
    .filter((move) => !isWhole(move) && !isImplied(move));
}

function objectAt(address: string): ObjectAddress {
  const block = blockAddress(address);
  return { block, key: address.slice(block.length) };
}

/** A move of a whole block, which the compared stacks have. */
const isWhole = ({ from, to }: InstanceMove): boolean => from.key === "" && to.key === "";

/** Terraform itself moves an object when `count` is added or removed. */
const isImplied = ({ from, to }: InstanceMove): boolean =>
  from.block === to.block && [from.key, to.key].sort().join() === ",[0]";
