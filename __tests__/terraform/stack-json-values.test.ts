import { isFalse, isTrue, number } from "../../src/terraform/stack-json";

/** Results of `tonumber` in the console of Terraform 1.11.4, run on 2026-11-26; undefined for an error. */
test.each([
  ["22", 22],
  ["+22", 22],
  ["-1", -1],
  ["22.", 22],
  [".5", 0.5],
  ["2.3e2", 230],
  ["1E-1", 0.1],
  ["1p2", 4],
  ["1e2p3", undefined],
  ["0x10", undefined],
  ["1_000", undefined],
  [" 5", undefined],
  [".", undefined],
  ["", undefined],
  ["5s", undefined],
  ["NaN", undefined],
  ["INF", undefined],
])("the text %j is a number where Terraform converts it to one: %d", (text, expected) => {
  expect(number(text)).toBe(expected);
});

test("a number is itself, and true and infinite numbers are none", () => {
  expect([number(5), number(true), number(null), number("Inf"), number("1e999")]).toEqual([
    5,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("the texts that Terraform converts to true or false, and no others, are true or false", () => {
  expect([true, "true", "1"].filter(isTrue)).toEqual([true, "true", "1"]);
  expect([false, "false", "0"].filter(isFalse)).toEqual([false, "false", "0"]);
  const others = [1, 0, "True", "TRUE", "t", "yes", "", null, undefined];
  expect(others.filter((each) => isTrue(each) || isFalse(each))).toEqual([]);
});
