import { userError } from "../../base/errors";
import { NPX } from "../../base/program-name";
import { type OutputStack } from "../../terraform/output";
import { type StackJson } from "../../terraform/stack-json";
import { type StackDifference } from "./compare";
import { typeOf, type RepositoryNames, type AddressLock } from "./lock";

/**
 * ECR refuses to delete a repository with images, and an apply that tries stops there. So a repository whose model is
 * removed stays in AWS: the lock retains it, and Terraform forgets it.
 */
const REPOSITORY = "aws_ecr_repository";

export const isRepository = (address: string): boolean => typeOf(address) === REPOSITORY;

/** Repositories that an environment emits. */
export function emittedRepositories(environment: string, stacks: readonly OutputStack[]): RepositoryNames {
  return withEntries(
    stacks
      .filter((each) => each.environment === environment)
      .flatMap(({ stack }) =>
        stack
          .resources(REPOSITORY)
          .map(({ address, config }): Entry => [stack.name, address, String(config["name"])]),
      ),
  );
}

/** Emitted repositories that a lock does not record by their name. */
export const unnamedRepositories = ({ repositories }: AddressLock, emitted: RepositoryNames): string[] =>
  entriesOf(emitted).flatMap(([stack, address, name]) =>
    repositories.get(stack)?.get(address) === name ? [] : [address],
  );

/** A repository that a change of the lock retains. */
export interface Retained {
  readonly stack: string;
  readonly address: string;
  readonly name: string;
}

interface Losing {
  /** Path of the lock file. */
  readonly file: string;
  readonly lock: AddressLock;
  readonly differences: readonly StackDifference[];
}

/**
 * Lost repositories, which the lock is to retain. The last synth has the names that locks of earlier versions lack.
 * Throws for a repository without a known name.
 */
export const newlyRetained = (
  { file, lock, differences }: Losing,
  before: ReadonlyMap<string, StackJson>,
): Retained[] =>
  differences.flatMap(({ stack, lost }) =>
    lost.filter(isRepository).map((address) => {
      const name =
        lock.repositories.get(stack)?.get(address) ?? before.get(stack)?.find(address)?.config["name"];
      if (typeof name === "string") return { stack, address, name };
      throw userError({
        place: file,
        got: `no name of ${address}`,
        expected: "the name that its import needs",
        fix: `undo the change of the YAML file, run ${NPX} lock addresses --accept, and repeat the change`,
      });
    }),
  );

/** The retained repositories of a lock, with those that are added. */
export const withRetained = ({ retained }: AddressLock, added: readonly Retained[]): RepositoryNames =>
  withEntries([
    ...entriesOf(retained),
    ...added.map(({ stack, address, name }): Entry => [stack, address, name]),
  ]);

type Entry = readonly [stack: string, address: string, name: string];
const entriesOf = (names: RepositoryNames): Entry[] =>
  [...names].flatMap(([stack, byAddress]) =>
    [...byAddress].map(([address, name]): Entry => [stack, address, name]),
  );

function withEntries(entries: readonly Entry[]): RepositoryNames {
  const names = new Map<string, Map<string, string>>();
  for (const [stack, address, name] of entries) {
    names.set(stack, (names.get(stack) ?? new Map<string, string>()).set(address, name));
  }
  return names;
}
