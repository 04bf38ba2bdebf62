import { mergedOwnValues } from "../../../src/handoff/owner-values/merge";

const merged = (was: object, found: object, generated: object, isEdited = true) =>
  mergedOwnValues(was as never, found as never, generated as never, isEdited).map(
    ({ name, value, change }) => ({
      name,
      value,
      change,
    }),
  );

test.each([
  ["a value that nobody changed stays", { a: 1 }, { a: 1 }, { a: 1 }, 1, "equal"],
  ["a value of the owner stays", { a: 1 }, { a: 2 }, { a: 1 }, 2, "owner's"],
  ["a value that the owner did not edit takes the new one", { a: 1 }, { a: 1 }, { a: 3 }, 3, "updated"],
  ["a value that both changed stays the owner's", { a: 1 }, { a: 2 }, { a: 3 }, 2, "both"],
  ["a value that both changed alike is equal", { a: 1 }, { a: 3 }, { a: 3 }, 3, "equal"],
  ["a new variable is added with its value", {}, {}, { a: 3 }, 3, "added"],
  ["a line that the owner removed comes back", { a: 1 }, {}, { a: 1 }, 1, "added"],
  [
    "a removed variable is removed, also with a value of the owner",
    { a: 1 },
    { a: 2 },
    {},
    undefined,
    "removed",
  ],
  ["a variable that no hand-over generated stays", {}, { a: 2 }, {}, 2, "other"],
  ["a list is one value", { a: ["x"] }, { a: ["x", "y"] }, { a: ["x"] }, ["x", "y"], "owner's"],
])("%s", (_, was, found, generated, value, change) => {
  expect(merged(was, found, generated)).toEqual([{ name: "a", value, change }]);
});

test("without a recorded value, an untouched file takes the new value and an edited file keeps its own", () => {
  expect(merged({}, { a: 1 }, { a: 3 }, false)).toEqual([{ name: "a", value: 3, change: "updated" }]);
  expect(merged({}, { a: 1 }, { a: 3 }, true)).toEqual([{ name: "a", value: 1, change: "both" }]);
});
