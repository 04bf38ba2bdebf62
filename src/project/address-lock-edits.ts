import { type Problem, ConfigError, printable, joinWithLimit } from "../environment/problems";
import { NPX } from "../base/program-name";
import { nearest } from "../base/did-you-mean";
import { differing, fixedValues } from "./address-locks/fixed-values";
import { type AddressLock, type FixedValues, type Move } from "./address-locks/lock";
import { type Examined } from "./examine";
import { accepting, withMoves } from "./address-locks/edits";
import { moveProblems } from "./address-locks/moves";
import { type Retained, isRepository, newlyRetained, withRetained } from "./address-locks/repositories";
import { type StackJson } from "../terraform/stack-json";

/** A lock after `--accept`. */
interface AcceptedLock {
  readonly file: string;
  readonly lock: AddressLock;
  /** Lost repositories, which the lock now retains. */
  readonly added: readonly Retained[];
  /** Lost addresses whose objects the next apply destroys. */
  readonly givenUp: readonly string[];
  /** Moves to an address that is no longer emitted. */
  readonly dropped: readonly Move[];
}

/**
 * The lock that records what an environment emits now, with the repositories that were ever lost. Throws for a lost repository without a
 * known name; those that locks of earlier versions lack are in the last synth.
 */
export function acceptedLock(
  { file, lock, emitted, values, repositories, differences }: Examined,
  before: ReadonlyMap<string, StackJson>,
): AcceptedLock {
  const added = newlyRetained({ file, lock, differences }, before);
  const { dropped, ...accepted } = accepting(lock, emitted, values);
  return {
    file,
    lock: { ...accepted, repositories, retained: withRetained(lock, added) },
    added,
    givenUp: differences.flatMap(({ lost }) => lost).filter((address) => !isRepository(address)),
    dropped,
  };
}

/** A rename from the command line, which applies to every stack that it fits. */
type Rename = Pick<Move, "from" | "to">;

/** A lock to write. */
interface MovedLock {
  readonly file: string;
  readonly lock: AddressLock;
  /** The moves that the command adds. */
  readonly moves: readonly Move[];
  /** Those of which it is not known whether Terraform keeps the object. */
  readonly uncertain: readonly Move[];
}

/**
 * Adds renames to locks: to `stack`, or to every stack that lost the old address and emits the new one for the first
 * time. Throws a ConfigError with every problem.
 */
export function locksWithMoves(
  examined: readonly Examined[],
  renames: readonly Rename[],
  stack: string | undefined,
  stacks: Pick<MoveSources, "before" | "now">,
): MovedLock[] {
  const problems: Problem[] = [];
  const moves = renames.flatMap((rename) => {
    const fitting = stack === undefined ? fittingStacks(examined, rename) : [stack];
    if (fitting.length === 0) problems.push(fitsNowhere(examined, rename));
    return fitting.map((each): Move => ({ stack: each, ...rename }));
  });
  const known = examined.flatMap(({ emitted }) => [...emitted.keys()]);
  if (stack !== undefined && !known.includes(stack)) {
    const meant = nearest(stack, known);
    throw new ConfigError([
      {
        path: "--stack",
        got: printable(stack),
        expected: `one of ${joinWithLimit(known)}`,
        fix: meant === undefined ? "choose one of them" : `did you mean ${meant}?`,
      },
    ]);
  }
  const written = examined.flatMap(({ file, lock, emitted }) => {
    const own = moves.filter((move) => emitted.has(move.stack));
    const all = [...lock.moves, ...own];
    const wrong = moveProblems({ ...lock, moves: all }, emitted);
    problems.push(
      ...wrong.map(({ path: [, index], got = "nothing", expected, fix }) => {
        const { stack: at, from, to } = all[Number(index)] as Move;
        return { path: `--move ${from}=${to} (${at})`, got, expected, fix };
      }),
    );
    const sources = { ...stacks, lock };
    problems.push(...own.flatMap((move) => keepsNothing(move, sources)));
    const uncertain = own.filter((move) => replacedByMove(move, sources) === undefined);
    return own.length > 0 ? [{ file, lock: withMoves(lock, own, emitted), moves: own, uncertain }] : [];
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return written;
}

function keepsNothing(move: Move, sources: MoveSources): Problem[] {
  const [first] = replacedByMove(move, sources) ?? [];
  if (first === undefined) return [];
  return [
    {
      path: `--move ${move.from}=${move.to} (${move.stack})`,
      got: `${first.argument} ${first.is}`,
      expected: `${first.was}: with another value, Terraform replaces the object with or without a move`,
      fix: `add the new object beside the old one, move the clients, and remove the old one; ${NPX} lock addresses prints the steps for models`,
    },
  ];
}

const fittingStacks = (examined: readonly Examined[], { from, to }: Rename): string[] =>
  examined.flatMap(({ differences }) =>
    differences
      .filter(({ lost, added }) => lost.includes(from) && added.includes(to))
      .map(({ stack }) => stack),
  );

function fitsNowhere(examined: readonly Examined[], { from, to }: Rename): Problem {
  const differences = examined.flatMap((each) => each.differences);
  const losing = differences.filter(({ lost }) => lost.includes(from));
  const [got, expected, candidates] =
    losing.length > 0
      ? [to, "a new address in a stack that lost the old one", losing.flatMap(({ added }) => added)]
      : [from, "a lost address", differences.flatMap(({ lost }) => lost)];
  const meant = nearest(got, candidates);
  const fix =
    candidates.length === 0
      ? `there is none; ${NPX} lock addresses shows what changed`
      : `choose one of ${joinWithLimit([...new Set(candidates)])}`;
  return {
    path: `--move ${from}=${to}`,
    got: printable(got),
    expected,
    fix: meant === undefined ? fix : `did you mean ${meant}?`,
  };
}

/** Sources of the values on both sides of a move. */
interface MoveSources {
  readonly lock: AddressLock;
  /** Stacks of the last synth, by name. */
  readonly before: ReadonlyMap<string, StackJson>;
  /** Stacks of this synth, by name. */
  readonly now: ReadonlyMap<string, StackJson>;
}

/**
 * Arguments that differ between both addresses of a move and make Terraform replace the object, with or without it; undefined if the
 * values at the old address are not known.
 */
function replacedByMove({ stack, from, to }: Move, { lock, before, now }: MoveSources) {
  const is = valuesAt(now.get(stack), to) ?? new Map<string, string>();
  const [recorded, last] = [lock.values.get(stack)?.get(from), valuesAt(before.get(stack), from)];
  if (!recorded && !last && is.size > 0) return undefined;
  const was: FixedValues = new Map([...(last ?? []), ...(recorded ?? [])]);
  const texts = (argument: string) => ({
    argument,
    was: was.get(argument) ?? "",
    is: is.get(argument) ?? "",
  });
  return differing(was, is).map(texts);
}

function valuesAt(stack: StackJson | undefined, address: string): FixedValues | undefined {
  const resource = stack?.find(address);
  return stack && resource ? fixedValues(stack, resource) : undefined;
}
