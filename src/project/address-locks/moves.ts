import { nearest } from "../../base/did-you-mean";
import { NPX } from "../../base/program-name";
import { type RuleProblem } from "../../environment/rule-problems";
import { joinWithLimit } from "../../environment/problems";
import { type Move, type AddressLock, type Inventory, typeOf } from "./lock";

export const nextIn = (moves: readonly Move[], stack: string): ReadonlyMap<string, string> =>
  new Map(moves.filter((move) => move.stack === stack).map(({ from, to }) => [from, to]));

/** An address and the addresses that moves lead it to, in order; undefined in a cycle. */
export function wayFrom(address: string, next: ReadonlyMap<string, string>): string[] | undefined {
  const way = [address];
  for (let to = next.get(address); to !== undefined; to = next.get(to)) {
    if (way.includes(to)) return undefined;
    way.push(to);
  }
  return way;
}

/**
 * Finds invalid moves: those that Terraform rejects (two moves from or to one address, a cycle, a `from` that is still
 * emitted), and those that it accepts but that make it destroy an object.
 */
export function moveProblems(
  lock: AddressLock,
  emitted: ReadonlyMap<string, Inventory>,
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
  emitted: Inventory,
  before: readonly Move[],
): RuleProblem | undefined {
  const { stack, from, to } = move;
  const others = before.filter((other) => other.stack === stack);
  if (typeOf(from) !== typeOf(to)) {
    return {
      path: ["to"],
      got: to,
      expected: `an address of the type ${typeOf(from)}, since Terraform moves no object to another type`,
      fix: `remove the move; \`${NPX} lock addresses --accept\` accepts that the old object is destroyed`,
    };
  }
  if (emitted.has(from)) {
    return {
      path: ["from"],
      got: from,
      expected: `an address that ${stack} no longer emits`,
      fix: "remove the move, or rename the new resource",
    };
  }
  if (others.some((other) => other.from === from)) {
    return {
      path: ["from"],
      got: `a second move from ${from}`,
      expected: "one move from each address",
      fix: "remove one of them",
    };
  }
  if (others.some((other) => other.to === to)) {
    return {
      path: ["to"],
      got: `a second move to ${to}`,
      expected: "one move to each address",
      fix: "remove one of them",
    };
  }
  return problemOfDestination(move, lock, emitted);
}

function problemOfDestination(
  { stack, from, to }: Move,
  { addresses, moves }: AddressLock,
  emitted: Inventory,
): RuleProblem | undefined {
  const recorded: Inventory = addresses.get(stack) ?? new Map();
  const way = wayFrom(to, nextIn(moves, stack));
  const end = way?.at(-1);
  if (way === undefined || end === undefined) {
    return {
      path: ["to"],
      got: `a cycle of moves through ${to}`,
      expected: "moves that lead to an emitted address",
      fix: "remove one move of the cycle",
    };
  }
  const instances = emitted.get(end);
  if (instances === undefined) {
    // the address was emitted until now, so it is reported as lost
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
      got: `${taken}, which is already in the state`,
      expected: "a new address, since Terraform would destroy the object at the old one",
      fix: "remove the move",
    };
  }
  if (known === instances) return undefined;
  return {
    path: ["to"],
    got: `${end} with ${WORDS[instances]}, from ${from} with ${WORDS[known]}`,
    expected: "the same meta-argument on both, since Terraform would replace the object",
    fix: "rename it, apply, and change count or for_each afterwards",
  };
}

const WORDS = { one: "no count or for_each", count: "count", each: "for_each" } as const;
