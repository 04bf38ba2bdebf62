import fc from "fast-check";
import {
  EMPTY_LOCK,
  type AddressLock,
  type Inventory,
  type Instances,
  type Move,
  type RepositoryNames,
  type FixedValues,
} from "../../../src/project/address-locks/lock";

export const STACK = "dev-network";

/** Addresses from a small set, so that they often coincide. */
export const address = fc
  .tuple(fc.constantFrom("aws_subnet", "aws_vpc"), fc.constantFrom("a", "b", "c", "d"))
  .map(([type, name]) => `${type}.${name}`);

const instances = fc.constantFrom<Instances>("one", "one", "count", "each");

export const addresses: fc.Arbitrary<Inventory> = fc
  .uniqueArray(fc.tuple(address, instances), { selector: ([of]) => of, maxLength: 8 })
  .map((entries) => new Map(entries));

const move: fc.Arbitrary<Move> = fc.record({ stack: fc.constant(STACK), from: address, to: address });

const values: fc.Arbitrary<ReadonlyMap<string, FixedValues>> = fc
  .uniqueArray(
    fc.tuple(address, fc.dictionary(fc.constantFrom("ami_type", "cluster_name (name)"), fc.string())),
    { selector: ([of]) => of, maxLength: 3 },
  )
  .map((entries) => new Map(entries.map(([of, texts]) => [of, new Map(Object.entries(texts))])));

const names: fc.Arbitrary<RepositoryNames> = fc
  .dictionary(fc.constantFrom("aws_ecr_repository.a", "aws_ecr_repository.b"), fc.string())
  .map((byAddress) => new Map([[STACK, new Map(Object.entries(byAddress))]]));

/** A lock of one stack, valid or invalid. */
export const lock: fc.Arbitrary<AddressLock> = fc
  .tuple(addresses, fc.array(move, { maxLength: 4 }), values, names, names)
  .map(([recorded, moves, fixed, repositories, retained]) => ({
    repositories,
    retained,
    addresses: new Map([[STACK, recorded]]),
    moves,
    values: new Map(fixed.size > 0 ? [[STACK, fixed]] : []),
  }));

export const emitting = (...of: readonly string[]): ReadonlyMap<string, Inventory> =>
  new Map([[STACK, addressesOf(of)]]);

export const lockOf = (recorded: readonly string[], moves: readonly string[] = []): AddressLock => ({
  ...EMPTY_LOCK,
  addresses: new Map([[STACK, addressesOf(recorded)]]),
  moves: moves.map((text) => {
    const [from = "", to = ""] = text.split("=");
    return { stack: STACK, from, to };
  }),
});

/** Reads addresses such as `aws_lb.demo[count]`, which has the instances of a `count`. */
function addressesOf(texts: readonly string[]): Inventory {
  return new Map(
    texts.map((text) => {
      const [of = "", mark] = text.split("[");
      return [of, mark === "count]" ? "count" : mark === "each]" ? "each" : "one"];
    }),
  );
}
