import { type Problem, formatPath } from "../environment/problems";
import { type OutputStack } from "../terraform/output";
import { asArray, asObject } from "../terraform/stack-json";
import {
  type AddressLock,
  type Addresses,
  EMPTY_LOCK,
  type Move,
  type RecordedValues,
  type RepositoryNames,
} from "./address-lock";
import { type StackDifference, compareAddresses } from "./address-locks/compare";
import { emittedAddresses } from "./address-locks/emitted";
import { type LockFile, lockFileOf, readLocks } from "./lock-file";
import { moveProblems } from "./moves";
import { emittedRepositories, unnamedRepositories } from "./repositories";
import { type Replacement, emittedValues, replacements, withoutRecord } from "./address-locks/values";

/** An environment compared with its lock. */
export interface Examined {
  readonly environment: string;
  /** Path of the lock file, which may not exist. */
  readonly file: string;
  readonly isLocked: boolean;
  readonly lock: AddressLock;
  readonly emitted: ReadonlyMap<string, Addresses>;
  readonly differences: readonly StackDifference[];
  /** Emitted values whose change replaces an object. */
  readonly values: RecordedValues;
  readonly repositories: RepositoryNames;
  /** Recorded values that differ from the emitted ones. */
  readonly replaced: readonly Replacement[];
  /** Errors in the moves of the lock. */
  readonly problems: readonly Problem[];
}

export interface NamedFile {
  readonly name: string;
  /** The YAML file. */
  readonly file: string;
}

/** Compares the addresses that environments emit with their locks. */
export function examine(
  environments: readonly NamedFile[],
  stacks: readonly OutputStack[],
  locks: ReadonlyMap<string, LockFile> = readLocks(environments),
): Examined[] {
  return environments.map(({ name, file }) => {
    const locked = locks.get(name);
    const lock = locked?.lock ?? EMPTY_LOCK;
    const emitted = emittedAddresses(name, stacks);
    const values = emittedValues(name, stacks);
    return {
      environment: name,
      file: lockFileOf(file),
      isLocked: locked !== undefined,
      lock,
      emitted,
      differences: compareAddresses({ ...lock, moves: [...lock.moves, ...ownMoves(name, stacks)] }, emitted),
      values,
      repositories: emittedRepositories(name, stacks),
      replaced: replacements(lock, values),
      problems: locked ? problemsOf(locked, emitted) : [],
    };
  });
}

/** Moves in Terraform files of the owner. */
const ownMoves = (environment: string, stacks: readonly OutputStack[]): Move[] =>
  stacks
    .filter((each) => each.environment === environment)
    .flatMap(({ stack }) => {
      const { length } = asArray(stack.generated["moved"]);
      const moves = asArray(stack.json["moved"]).slice(length).map(asObject);
      return moves.map(({ from, to }) => ({ stack: stack.name, from: String(from), to: String(to) }));
    });

function problemsOf({ lock, locate }: LockFile, emitted: ReadonlyMap<string, Addresses>): Problem[] {
  return moveProblems(lock, emitted).map(({ path, got = "nothing", expected, fix }) => ({
    location: locate(path),
    path: formatPath(path),
    got,
    expected,
    fix,
  }));
}

/** Whether synth must fail: an address is lost, an object would be replaced, or a move is wrong. */
export const isRefused = (examined: Examined): boolean =>
  examined.problems.length > 0 || examined.replaced.length > 0 || isLosing(examined);

export const isLosing = ({ differences }: Examined): boolean =>
  differences.some(({ lost }) => lost.length > 0);

/** Emitted addresses that the lock does not record, or of which it does not record a value that replaces the object. */
export const unrecorded = (examined: Examined): readonly string[] => [
  ...new Set([...examined.differences.flatMap(({ added }) => added), ...unrecordedValues(examined)]),
];

/** Emitted addresses of which the lock does not record a value or a name. */
export const unrecordedValues = ({ lock, values, repositories }: Examined): string[] => [
  ...withoutRecord(lock, values),
  ...unnamedRepositories(lock, repositories),
];
