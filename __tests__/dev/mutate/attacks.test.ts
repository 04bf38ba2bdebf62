import { CHECKS } from "../../../src/checks/all";
import { OWN_FILES } from "../../../dev/mutate/attacks/attack";
import { ATTACKS } from "../../../dev/mutate/attacks/all";

const all = Object.values(ATTACKS).flat();

test("there are at least 120 attacks, and 10 of each class", () => {
  expect(all.length).toBeGreaterThanOrEqual(120);
  expect(Object.entries(ATTACKS).filter(([, { length }]) => length < 10)).toEqual([]);
});

test("each attack has its own id, and no other has its change", () => {
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(new Set(all.map(({ by, layer }) => JSON.stringify([layer, by]))).size).toBe(all.length);
});

test("an expectation names checks that exist", () => {
  const known = [OWN_FILES, ...CHECKS.map(({ id }) => id)];
  expect(all.flatMap(({ named }) => named).filter((id) => !known.includes(id))).toEqual([]);
});

test("each attack has an expectation, except those that no check judges", () => {
  const without = all.filter(({ named }) => named.length === 0).map(({ id }) => id);
  // A window without a task runs nothing, and an address without a machine opens nothing. Nothing judges the token yet.
  expect(without.sort()).toEqual(["account-token", "maintenance-window", "public-address"]);
});
