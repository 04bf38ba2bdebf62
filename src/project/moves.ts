import { type Move } from "./address-locks/lock";
import { nextIn, wayFrom } from "./address-locks/moves";

/** Finds the address after all moves of a stack, followed as Terraform follows them; undefined in a cycle. */
export function destinationsOf(
  moves: readonly Move[],
  stack: string,
): (address: string) => string | undefined {
  const next = nextIn(moves, stack);
  return (address) => wayFrom(address, next)?.at(-1);
}
