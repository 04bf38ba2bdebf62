import fc from "fast-check";
import { type AddressLock, type Instances, type Inventory } from "../../../src/project/address-locks/lock";
import { compareAddresses } from "../../../src/project/address-locks/compare";
import { moveProblems } from "../../../src/project/address-locks/moves";
import { accepting, withMoves } from "../../../src/project/address-locks/edits";
import { STACK, address, addresses, emitting, lock, lockOf } from "./arbitrary-locks";

const only = (recorded: AddressLock, emitted: ReadonlyMap<string, Inventory>) => {
  const [difference, ...others] = compareAddresses(recorded, emitted);
  expect(others).toEqual([]);
  return difference;
};

/**
 * Model of Terraform: it applies moved blocks to its state until none applies, keeps an object at its address if another
 * is at the new one, follows an added or removed count, and destroys each object that is not in the configuration.
 */
function destroyed({ addresses: recorded, moves }: AddressLock, emitted: Inventory): string[] {
  const state = new Map([...(recorded.get(STACK) ?? [])].map(([at, of]) => [at, { began: at, of }]));
  for (let moved = true; moved;) {
    moved = false;
    for (const { from, to } of moves) {
      const object = state.get(from);
      if (!object || state.has(to)) continue;
      state.delete(from);
      state.set(to, object);
      moved = true;
    }
  }
  const survives = (at: string, before: Instances): boolean => {
    const now = emitted.get(at);
    return now !== undefined && (now === "each") === (before === "each");
  };
  return [...state].filter(([at, { of }]) => !survives(at, of)).map(([, { began }]) => began);
}

test("for all valid moves, the lost addresses are those whose objects Terraform would destroy", () => {
  let [lossless, losing] = [0, 0];
  fc.assert(
    fc.property(lock, addresses, (recorded, emitted) => {
      const all = new Map([[STACK, emitted]]);
      fc.pre(moveProblems(recorded, all).length === 0);
      const lost = only(recorded, all)?.lost ?? [];
      expect(lost).toEqual(destroyed(recorded, emitted).sort());
      if (lost.length > 0) losing += 1;
      else lossless += 1;
    }),
    { numRuns: 2000 },
  );
  expect(Math.min(lossless, losing)).toBeGreaterThan(20);
});

test("without moves, lost addresses are recorded and not emitted, and added ones the reverse", () => {
  const plain = fc.uniqueArray(address);
  fc.assert(
    fc.property(plain, plain, (recorded, emitted) => {
      const found = only(lockOf(recorded), emitting(...emitted));
      expect(found?.lost ?? []).toEqual(recorded.filter((each) => !emitted.includes(each)).sort());
      expect(found?.added ?? []).toEqual(emitted.filter((each) => !recorded.includes(each)).sort());
    }),
  );
});

test("an accepted lock has no differences, and its moves are valid", () => {
  fc.assert(
    fc.property(lock, addresses, (recorded, emitted) => {
      const all = new Map([[STACK, emitted]]);
      fc.pre(moveProblems(recorded, all).length === 0);
      const after = accepting(recorded, all, new Map());
      expect(compareAddresses(after, all)).toEqual([]);
      expect(moveProblems(after, all)).toEqual([]);
      expect([...after.moves, ...after.dropped]).toHaveLength(recorded.moves.length);
    }),
    { numRuns: 2000 },
  );
});

test("a recorded move leaves no lost and no added address", () => {
  const before = lockOf(["aws_subnet.a", "aws_vpc.main"]);
  const now = emitting("aws_subnet.b", "aws_vpc.main");
  const after = withMoves(before, [{ stack: STACK, from: "aws_subnet.a", to: "aws_subnet.b" }], now);
  expect(compareAddresses(after, now)).toEqual([]);
  expect(after.moves).toHaveLength(1);
});

test("a move that was written into the file by hand explains a loss, and leaves the lock stale", () => {
  expect(only(lockOf(["aws_subnet.a"], ["aws_subnet.a=aws_subnet.b"]), emitting("aws_subnet.b"))).toEqual({
    stack: STACK,
    added: [],
    lost: [],
    moved: [{ from: "aws_subnet.a", to: "aws_subnet.b" }],
    recounted: [],
  });
});

test("a move of another stack explains no loss", () => {
  const recorded = lockOf(["aws_subnet.a"]);
  const elsewhere = [{ stack: "dev-cluster", from: "aws_subnet.a", to: "aws_subnet.b" }];
  expect(only({ ...recorded, moves: elsewhere }, emitting("aws_subnet.b"))?.lost).toEqual(["aws_subnet.a"]);
});

test("an added or removed count loses no address", () => {
  expect(only(lockOf(["aws_lb.demo"]), emitting("aws_lb.demo[count]"))).toMatchObject({
    lost: [],
    recounted: ["aws_lb.demo"],
  });
  expect(only(lockOf(["aws_lb.demo[count]"]), emitting("aws_lb.demo"))?.lost).toEqual([]);
});

test("an added or removed for_each loses the address", () => {
  expect(only(lockOf(["aws_lb.demo"]), emitting("aws_lb.demo[each]"))?.lost).toEqual(["aws_lb.demo"]);
  expect(only(lockOf(["aws_lb.demo[each]"]), emitting("aws_lb.demo"))?.lost).toEqual(["aws_lb.demo"]);
});

test("a removed stack loses all its addresses", () => {
  expect(only(lockOf(["aws_subnet.a", "aws_vpc.main"]), new Map())?.lost).toEqual([
    "aws_subnet.a",
    "aws_vpc.main",
  ]);
});

test("accepting a loss drops the moves that lead to it", () => {
  const recorded = lockOf(
    ["aws_subnet.c", "aws_vpc.b"],
    ["aws_subnet.a=aws_subnet.c", "aws_vpc.a=aws_vpc.b"],
  );
  const after = accepting(recorded, emitting("aws_vpc.b"), new Map());
  expect(after.moves.map(({ from }) => from)).toEqual(["aws_vpc.a"]);
  expect(after.dropped.map(({ from }) => from)).toEqual(["aws_subnet.a"]);
});
