import { type AddressLock, type Instances, type Inventory, type Move } from "./lock";
import { destinationsOf } from "../moves";

/** Difference between the addresses that a stack emits and those that its lock records. */
export interface StackDifference {
  readonly stack: string;
  /** Emitted and not recorded: the lock would not notice their loss. */
  readonly added: readonly string[];
  /** Recorded, not emitted, and without a move to an emitted address: the next apply destroys their objects. */
  readonly lost: readonly string[];
  /** Recorded at an address from which a move leads to an emitted one: their objects remain. */
  readonly moved: readonly Pick<Move, "from" | "to">[];
  /** Recorded with a `count` and emitted without, or the reverse: Terraform moves their objects by itself. */
  readonly recounted: readonly string[];
}

/** The stacks that differ; emitted stacks come first. */
export function compareAddresses(
  lock: AddressLock,
  emitted: ReadonlyMap<string, Inventory>,
): StackDifference[] {
  const stacks = new Set([...emitted.keys(), ...lock.addresses.keys()]);
  return [...stacks]
    .map((stack) => compareStack(stack, lock, emitted.get(stack) ?? new Map()))
    .filter(({ added, lost, moved, recounted }) =>
      [added, lost, moved, recounted].some((each) => each.length > 0),
    );
}

function compareStack(stack: string, { addresses, moves }: AddressLock, emitted: Inventory): StackDifference {
  const lost: string[] = [];
  const moved: Pick<Move, "from" | "to">[] = [];
  const recounted: string[] = [];
  const arrived = new Set<string>();
  for (const [from, before] of addresses.get(stack) ?? []) {
    const to = destinationsOf(moves, stack)(from) ?? from;
    const now = emitted.get(to);
    if (now === undefined || !keeps(before, now)) {
      lost.push(from);
      continue;
    }
    arrived.add(to);
    if (to !== from) moved.push({ from, to });
    else if (now !== before) recounted.push(from);
  }
  const added = [...emitted.keys()].filter((address) => !arrived.has(address));
  return { stack, added: added.sort(), lost: lost.sort(), moved, recounted: recounted.sort() };
}

/** Whether Terraform keeps the object when its address gets or loses a `count` or `for_each`. */
const keeps = (before: Instances, now: Instances): boolean => (before === "each") === (now === "each");
