import { type AddressLock, type Addresses, type Instances, type Move } from "./address-lock";
import { destinationOf } from "./moves";

/** Adds moves to a lock: the object recorded at `from` is recorded at `to`. */
export function withMoves(
  lock: AddressLock,
  moves: readonly Move[],
  emitted: ReadonlyMap<string, Addresses>,
): AddressLock {
  const addresses = new Map([...lock.addresses].map(([stack, known]) => [stack, new Map(known)] as const));
  for (const { stack, from, to } of moves) {
    const known = addresses.get(stack) ?? new Map<string, Instances>();
    addresses.set(stack, known);
    known.delete(from);
    known.set(to, emitted.get(stack)?.get(to) ?? "one");
  }
  return { addresses, moves: [...lock.moves, ...moves] };
}

/** Records the emitted addresses. Moves that lead to an address that is no longer emitted are dropped. */
export function accepting(
  { moves }: AddressLock,
  emitted: ReadonlyMap<string, Addresses>,
): AddressLock & { readonly dropped: readonly Move[] } {
  const leads = ({ stack, to }: Move): boolean =>
    emitted.get(stack)?.has(destinationOf(to, moves, stack) ?? "") ?? false;
  return {
    addresses: emitted,
    moves: moves.filter(leads),
    dropped: moves.filter((move) => !leads(move)),
  };
}
