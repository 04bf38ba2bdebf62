import { type AddressLock, type Instances, type Inventory, type Move, type RecordedValues } from "./lock";
import { destinationsOf } from "../moves";

/** Adds moves to a lock: the object recorded at `from` is recorded at `to`. */
export function withMoves(
  lock: AddressLock,
  moves: readonly Move[],
  emitted: ReadonlyMap<string, Inventory>,
): AddressLock {
  const values = new Map([...lock.values].map(([stack, known]) => [stack, new Map(known)] as const));
  const addresses = new Map([...lock.addresses].map(([stack, known]) => [stack, new Map(known)] as const));
  for (const { stack, from, to } of moves) {
    const known = addresses.get(stack) ?? new Map<string, Instances>();
    addresses.set(stack, known);
    known.delete(from);
    known.set(to, emitted.get(stack)?.get(to) ?? "one");
    const fixed = values.get(stack)?.get(from);
    if (fixed) values.get(stack)?.set(to, fixed);
    values.get(stack)?.delete(from);
  }
  return { ...lock, addresses, moves: [...lock.moves, ...moves], values };
}

/** Records the emitted addresses and values. Moves that lead to an address that is no longer emitted are dropped. */
export function accepting(
  lock: AddressLock,
  emitted: ReadonlyMap<string, Inventory>,
  values: RecordedValues,
): AddressLock & { readonly dropped: readonly Move[] } {
  const leads = ({ stack, to }: Move): boolean =>
    emitted.get(stack)?.has(destinationsOf(lock.moves, stack)(to) ?? "") ?? false;
  return {
    ...lock,
    addresses: emitted,
    values,
    moves: lock.moves.filter(leads),
    dropped: lock.moves.filter((move) => !leads(move)),
  };
}
