import { type StackJson } from "../../terraform/stack-json";
import { blockAddress } from "../../terraform/terraform-references";
import { destinationsOf } from "../../project/moves";
import { hasInstance } from "../instances";
import { statedMoves } from "./moved";
import { instancesAtDefaults } from "../../terraform/at-defaults";

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
  const moves = statedMoves(after);
  if (moves.length === 0) return [];
  const destinationOf = destinationsOf(moves, after.name);
  const [had, has] = [objectsOf(before), objectsOf(after)];
  return moves
    .map(({ from, to }) => ({ from: objectAt(from), to: objectAt(destinationOf(from) ?? to) }))
    .filter(({ from, to }) => had(from) && !has(from) && has(to) && !had(to))
    .filter((move) => !isWhole(move) && !isImplied(move));
}

/** Tells whether a stack has an object. */
function objectsOf(stack: StackJson): (object: ObjectAddress) => boolean {
  const instances = new Map(
    stack.resources().map(({ address, config }) => [address, instancesAtDefaults(stack, config)]),
  );
  return ({ block, key }) => {
    const own = instances.get(block);
    return own !== undefined && hasInstance(own, key);
  };
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
