import { LISTED_CHECKS } from "../../src/checks/listed";
import { OBJECT_KINDS } from "../../src/deploy/teardown/step";
import { ADDONS_OF_PARTS } from "../../src/evidence/addons-of-parts";
import { COMPONENTS } from "../../src/parts/generated/registry";
import users from "../../src/review/topics/parts/users-of-charts.json";
import decided from "./other-rooms.json";

const { chartsThatNothingNeeds, partsWithoutTeardownStep } = decided;

/** Exactly one of the two lists has each name, and none has another one. */
function expectDecided(names: readonly string[], ...lists: readonly (readonly string[])[]): void {
  expect(names.length).toBeGreaterThan(1);
  expect(lists.flat().sort()).toEqual([...new Set(names)].sort());
}

test("review knows who needs each chart of a part, or the chart has a reason why nothing does", () => {
  const charts = COMPONENTS.flatMap(({ charts: releases = [] }) => releases.map(({ name }) => name));
  const used = users.charts.map(({ chart }) => chart);
  expectDecided(charts, used, Object.keys(chartsThatNothingNeeds));
});

test("destroy looks for objects of each part that defines kinds, or the part has a reason why it does not", () => {
  const defining = COMPONENTS.filter(({ kinds }) => kinds !== undefined);
  const known = new Set<string>(OBJECT_KINDS);
  const looked = defining.filter(({ kinds = {} }) =>
    Object.entries(kinds).some(([group, names]) => names.some((name) => known.has(`${name}.${group}`))),
  );
  expectDecided(
    defining.map(({ id }) => id),
    looked.map(({ id }) => id),
    Object.keys(partsWithoutTeardownStep),
  );
});

test("destroy knows the driver of each part that provides volumes", () => {
  // Its step `volumes` looks for the tag that this driver writes.
  const providing = COMPONENTS.filter(({ provides = [] }) => provides.includes("volumes"));
  expect(providing.map(({ id }) => id)).toEqual(["ebs-csi"]);
});

test("each add-on says whether pods need it", () => {
  const addons = Object.entries(ADDONS_OF_PARTS);
  expect(addons.length).toBeGreaterThan(5);
  expect(addons.filter(([, { isNeeded }]) => typeof isNeeded !== "boolean").map(([name]) => name)).toEqual(
    [],
  );
});

test("each check on what reaches what says whether a new finding is an outage", () => {
  const ways = LISTED_CHECKS.filter(({ id }) => id.includes("reach"));
  expect(ways.length).toBeGreaterThan(10);
  expect(ways.filter(({ isOutage }) => isOutage === undefined).map(({ id }) => id)).toEqual([]);
});
