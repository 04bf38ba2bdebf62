import { type Problem, formatPath } from "../environment/problems";
import { type OutputStack } from "../terraform/output";
import { asArray, asObject, type StackJson, type SynthesizedResource } from "../terraform/stack-json";
import {
  type AddressLock,
  EMPTY_LOCK,
  type Instances,
  type Inventory,
  type Move,
  type RecordedValues,
  type RepositoryNames,
} from "./address-locks/lock";
import { recordedZones } from "./address-locks/cluster-zones";
import { type StackDifference, compareAddresses } from "./address-locks/compare";
import { type LockFile, lockFileOf, readLocks } from "./address-lock-file";
import { moveProblems } from "./address-locks/moves";
import { emittedRepositories, unnamedRepositories } from "./address-locks/repositories";
import { type Replacement, emittedValues, replacements, withoutRecord } from "./address-locks/values";

/** An environment compared with its lock. */
export interface Examined {
  readonly environment: string;
  /** Path of the lock file, which may not exist. */
  readonly file: string;
  readonly isLocked: boolean;
  readonly lock: AddressLock;
  readonly emitted: ReadonlyMap<string, Inventory>;
  readonly differences: readonly StackDifference[];
  /** Emitted values whose change replaces an object. */
  readonly values: RecordedValues;
  readonly repositories: RepositoryNames;
  /** Recorded values that differ from the emitted ones. */
  readonly replaced: readonly Replacement[];
  /** Errors in the moves of the lock. */
  readonly problems: readonly Problem[];
  /** Whether an address is lost. */
  readonly isLosing: boolean;
  /** Whether synth must fail: an address is lost, an object would be replaced, or a move is wrong. */
  readonly isRefused: boolean;
  /** Emitted addresses of which the lock does not record a value or a name. */
  readonly unrecordedValues: readonly string[];
  /** These addresses, and those that the lock does not record. */
  readonly unrecorded: readonly string[];
  /** The zones that the lock records for the cluster; undefined without a record. */
  readonly zones: readonly string[] | undefined;
}

/** Compares the addresses that environments emit with their locks. */
export function examine(
  environments: readonly { readonly name: string; readonly file: string }[],
  stacks: readonly OutputStack[],
  locks: ReadonlyMap<string, LockFile> = readLocks(environments),
): Examined[] {
  return environments.map(({ name, file }) => {
    const own = stacks.filter(({ environment }) => environment === name);
    const locked = locks.get(name);
    const lock = locked?.lock ?? EMPTY_LOCK;
    const emitted = new Map(own.map(({ stack }) => [stack.name, addressesOf(stack)]));
    const values = emittedValues(name, stacks);
    const moves = [...lock.moves, ...ownMoves(own)];
    const differences = compareAddresses({ ...lock, moves }, emitted);
    const repositories = emittedRepositories(name, stacks);
    const replaced = replacements(lock, values);
    const problems = locked ? problemsOf(locked, emitted) : [];
    const isLosing = differences.some(({ lost }) => lost.length > 0);
    const unrecordedValues = [...withoutRecord(lock, values), ...unnamedRepositories(lock, repositories)];
    return {
      environment: name,
      file: lockFileOf(file),
      isLocked: locked !== undefined,
      lock,
      emitted,
      differences,
      values,
      repositories,
      replaced,
      problems,
      isLosing,
      isRefused: problems.length > 0 || replaced.length > 0 || isLosing,
      unrecordedValues,
      unrecorded: [...new Set([...differences.flatMap(({ added }) => added), ...unrecordedValues])],
      zones: recordedZones(lock),
    };
  });
}

/** Moves in Terraform files of the owner. */
const ownMoves = (stacks: readonly OutputStack[]): Move[] =>
  stacks.flatMap(({ stack }) => {
    const { length } = asArray(stack.generated["moved"]);
    const moves = asArray(stack.json["moved"]).slice(length).map(asObject);
    return moves.map(({ from, to }) => ({ stack: stack.name, from: String(from), to: String(to) }));
  });

const addressesOf = (stack: StackJson): Inventory =>
  new Map(stack.resources().map((resource) => [resource.address, instancesOf(resource)]));

function instancesOf({ config }: SynthesizedResource): Instances {
  if (config["for_each"] !== undefined) return "each";
  return config["count"] === undefined ? "one" : "count";
}

function problemsOf({ lock, locate }: LockFile, emitted: ReadonlyMap<string, Inventory>): Problem[] {
  return moveProblems(lock, emitted).map(({ path, got = "nothing", expected, fix }) => ({
    location: locate(path),
    path: formatPath(path),
    got,
    expected,
    fix,
  }));
}
