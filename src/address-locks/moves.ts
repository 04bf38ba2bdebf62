import { nearest } from "../core/did-you-mean";
import { type RuleProblem } from "../config/loader/load";
import { joinWithLimit } from "../config/loader/problems";
import { type AddressLock, type Addresses, type Move, typeOf } from "./address-lock";

/** Where the moves of a stack lead an address: along all of them, as Terraform follows them; none out of a circle. */
export const destinationOf = (address: string, moves: readonly Move[], stack: string): string | undefined =>
  wayFrom(address, moves, stack)?.at(-1);

/** An address and those that moves lead it through, one after the other. */
function wayFrom(address: string, moves: readonly Move[], stack: string): string[] | undefined {
  const next = new Map(moves.filter((move) => move.stack === stack).map(({ from, to }) => [from, to]));
  const way = [address];
  for (let to = next.get(address); to !== undefined; to = next.get(to)) {
    if (way.includes(to)) return undefined;
    way.push(to);
  }
  return way;
}

/**
 * What is wrong with the moves of a lock, beside what is emitted now: all that Terraform refuses (two moves from or to
 * one address, a circle, a `from` that is still there), and all that it takes and answers with a destroy.
 */
export function moveProblems(
  lock: AddressLock,
  emitted: ReadonlyMap<string, Addresses>,
): readonly RuleProblem[] {
  return lock.moves.flatMap((move, index) => {
    const addresses = emitted.get(move.stack);
    if (!addresses)
      return lock.addresses.has(move.stack) ? [] : [unknownStack(index, move, [...emitted.keys()])];
    const found = problemOf(move, lock, addresses, lock.moves.slice(0, index));
    return found ? [{ ...found, path: ["moves", index, ...found.path] }] : [];
  });
}

function unknownStack(index: number, { stack }: Move, stacks: readonly string[]): RuleProblem {
  return {
    path: ["moves", index, "stack"],
    got: stack,
    expected: `one of ${joinWithLimit(stacks)}`,
    fix: "correct the stack",
  };
}

function problemOf(
  move: Move,
  lock: AddressLock,
  emitted: Addresses,
  before: readonly Move[],
): RuleProblem | undefined {
  const { stack, from, to } = move;
  const others = before.filter((other) => other.stack === stack);
  if (typeOf(from) !== typeOf(to)) {
    return {
      path: ["to"],
      got: to,
      expected: `another ${typeOf(from)}: Terraform moves nothing to another type`,
      fix: "remove the move; `npm run addresses -- --accept` gives up what is at the old address",
    };
  }
  if (emitted.has(from)) {
    return {
      path: ["from"],
      got: from,
      expected: `an address that ${stack} does not emit any more`,
      fix: "remove the move, or give the new resource another name",
    };
  }
  if (others.some((other) => other.from === from)) {
    return {
      path: ["from"],
      got: `${from} again`,
      expected: "one move from each address",
      fix: "remove one",
    };
  }
  if (others.some((other) => other.to === to)) {
    return { path: ["to"], got: `${to} again`, expected: "one move to each address", fix: "remove one" };
  }
  return problemOfDestination(move, lock, emitted);
}

function problemOfDestination(
  { stack, from, to }: Move,
  { addresses, moves }: AddressLock,
  emitted: Addresses,
): RuleProblem | undefined {
  const recorded: Addresses = addresses.get(stack) ?? new Map();
  const way = wayFrom(to, moves, stack);
  const end = way?.at(-1);
  if (way === undefined || end === undefined) {
    return {
      path: ["to"],
      got: `${to}, which moves lead back to`,
      expected: "moves that end",
      fix: "remove one of the circle",
    };
  }
  const instances = emitted.get(end);
  if (instances === undefined) {
    // what was there until now is told as lost
    if (recorded.has(end)) return undefined;
    const meant = nearest(end, emitted.keys());
    return {
      path: ["to"],
      got: end,
      expected: `an address that ${stack} emits`,
      fix: meant === undefined ? "correct it, or remove the move" : `did you mean ${meant}?`,
    };
  }
  const known = recorded.get(from);
  if (known === undefined) return undefined;
  const taken = way.find((each) => recorded.has(each));
  if (taken !== undefined) {
    return {
      path: ["to"],
      got: `${taken}, which the state knows already`,
      expected: "a new address: Terraform would destroy what is at the old one",
      fix: "remove the move",
    };
  }
  if (known === instances) return undefined;
  return {
    path: ["to"],
    got: `${end} with ${WORDS[instances]}, from ${from} with ${WORDS[known]}`,
    expected: "the same of both: Terraform would destroy one and make the other",
    fix: "rename it, apply, and change count or for_each afterwards",
  };
}

const WORDS = { one: "neither count nor for_each", count: "count", each: "for_each" } as const;
