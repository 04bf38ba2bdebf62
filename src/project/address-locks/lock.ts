import { z } from "../../base/zod";
import { NPX } from "../../base/program-name";
import { expects } from "../../environment/expects";

/**
 * Instances at an address: one, those of a `count`, or those of a `for_each`. Terraform moves an object by itself when a
 * `count` is added or removed. When a `for_each` is added or removed, it replaces the object.
 */
export type Instances = "one" | "count" | "each";

/** Managed resources by address. Data sources are left out: they have no state to lose. */
export type Inventory = ReadonlyMap<string, Instances>;

/** Values of one resource that Terraform cannot change in place, by argument. */
export type FixedValues = ReadonlyMap<string, string>;

/** By stack and address. */
export type RecordedValues = ReadonlyMap<string, ReadonlyMap<string, FixedValues>>;

/** Names of image repositories, by stack and address. */
export type RepositoryNames = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** A renamed address, written as a `moved` block. */
export interface Move {
  readonly stack: string;
  /** The address in the state. */
  readonly from: string;
  /** The address that the stack emits now. */
  readonly to: string;
}

/** Addresses in the state of an environment, as recorded, and the moves that lead to the addresses emitted now. */
export interface AddressLock {
  /** By stack. */
  readonly addresses: ReadonlyMap<string, Inventory>;
  readonly moves: readonly Move[];
  /** Values whose change replaces an object at a recorded address. */
  readonly values: RecordedValues;
  /** Repositories that the environment emits. */
  readonly repositories: RepositoryNames;
  /** Repositories that it no longer emits, or emits again: they stay in AWS with their images. */
  readonly retained: RepositoryNames;
}

export const EMPTY_LOCK: AddressLock = {
  addresses: new Map(),
  moves: [],
  values: new Map(),
  repositories: new Map(),
  retained: new Map(),
};

export const typeOf = (address: string): string => address.slice(0, address.indexOf("."));
const ADDRESS = /^[a-z][a-z0-9_]*\.[A-Za-z_][\w-]*$/;
const RECORDED = /^([a-z][a-z0-9_]*\.[A-Za-z_][\w-]*)(?:\[(count|each)\])?$/;
const NOTE = `Resources that the state knows, a [count] or [each] marking several instances. Kept by ${NPX} lock addresses; see docs/decisions/0010-address-lock.md.`;
const address = z
  .string()
  .regex(
    ADDRESS,
    expects("a resource address such as aws_subnet.private_a", "remove indexes and attributes"),
  );
const recorded = z
  .string()
  .regex(
    RECORDED,
    expects("an address such as aws_subnet.private_a or aws_lb.demo[count]", "correct the address"),
  );
const names = z.record(z.string(), z.record(address, z.string())).default({});

/** Schema of a lock file. */
export const addressLockSchema = z.strictObject({
  "//": z.string().optional(),
  moves: z.array(z.strictObject({ stack: z.string(), from: address, to: address })),
  addresses: z.record(z.string(), z.array(recorded)),
  values: z.record(z.string(), z.record(address, z.record(z.string(), z.string()))).default({}),
  repositories: names,
  retained: names,
});

export function addressLockOf({
  moves,
  addresses,
  values,
  repositories,
  retained,
}: z.infer<typeof addressLockSchema>): AddressLock {
  const entries = Object.entries(addresses).map(
    ([stack, list]) => [stack, new Map(list.map(readRecorded))] as const,
  );
  const recordedValues = Object.entries(values).map(
    ([stack, byAddress]) =>
      [
        stack,
        new Map(Object.entries(byAddress).map(([at, each]) => [at, new Map(Object.entries(each))])),
      ] as const,
  );
  return {
    moves,
    addresses: new Map(entries),
    values: new Map(recordedValues),
    repositories: namesOf(repositories),
    retained: namesOf(retained),
  };
}

const namesOf = (byStack: Readonly<Record<string, Readonly<Record<string, string>>>>): RepositoryNames =>
  new Map(Object.entries(byStack).map(([stack, byAddress]) => [stack, new Map(Object.entries(byAddress))]));

/** The text of a lock file: sorted, with one line for each address, move and value, so that a pull request shows each. */
export function formatLock({ moves, addresses, values, repositories, retained }: AddressLock): string {
  const sortedMoves = [...moves].map(moveLine).sort();
  const stacks = [...addresses].sort(([a], [b]) => compare(a, b));
  const lists = stacks.map(
    ([stack, of]) => `    ${JSON.stringify(stack)}: ${listOf([...of].map(recordedLine).sort(), 4)}`,
  );
  const body = lists.length > 0 ? `{\n${lists.join(",\n")}\n  }` : "{}";
  const tail = [
    section("values", values, (byAddress) => sorted(byAddress, (each) => sorted(each, same))),
    section("repositories", repositories, (byAddress) => sorted(byAddress, same)),
    section("retained", retained, (byAddress) => sorted(byAddress, same)),
  ].join("");
  return `{\n  "//": ${JSON.stringify(NOTE)},\n  "moves": ${listOf(sortedMoves, 2)},\n  "addresses": ${body}${tail}\n}\n`;
}

/** A section of objects by stack; empty without a stack. */
function section<T>(name: string, byStack: ReadonlyMap<string, T>, to: (value: T) => object): string {
  if (byStack.size === 0) return "";
  const text = JSON.stringify(sorted(byStack, to), null, 2).replaceAll("\n", "\n  ");
  return `,\n  ${JSON.stringify(name)}: ${text}`;
}

const sorted = <T, R>(map: ReadonlyMap<string, T>, to: (value: T) => R): Record<string, R> =>
  Object.fromEntries([...map].sort(([a], [b]) => compare(a, b)).map(([key, value]) => [key, to(value)]));
const same = (text: string): string => text;

function listOf(lines: readonly string[], indent: number): string {
  if (lines.length === 0) return "[]";
  const space = " ".repeat(indent);
  return `[\n${lines.map((line) => `${space}  ${line}`).join(",\n")}\n${space}]`;
}

function readRecorded(text: string): [string, Instances] {
  const [, address = text, instances] = RECORDED.exec(text) ?? [];
  return [address, instances === "count" || instances === "each" ? instances : "one"];
}

const recordedLine = ([address, instances]: readonly [string, Instances]): string =>
  JSON.stringify(instances === "one" ? address : `${address}[${instances}]`);
const moveLine = ({ stack, from, to }: Move): string =>
  `{ "stack": ${JSON.stringify(stack)}, "from": ${JSON.stringify(from)}, "to": ${JSON.stringify(to)} }`;

/** Compares by code unit, so that the order is the same in every locale. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
