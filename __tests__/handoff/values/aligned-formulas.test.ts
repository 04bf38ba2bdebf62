import { alignedFormulas } from "../../../src/handoff/values/aligned-formulas";

const half = (a: number) => ({ text: "ceil({a} / 2)", of: { a }, result: Math.ceil(a / 2) });
const next = (a: number) => ({ text: "{a} + 1", of: { a }, result: a + 1 });

test("formulas with the same text belong together by their order", () => {
  const found = alignedFormulas([
    [half(4), next(1), half(10)],
    [half(6), half(20), next(1)],
  ]);
  expect(found).toEqual([
    { text: "ceil({a} / 2)", of: [["a", [4, 6]]], numbers: [2, 3] },
    { text: "ceil({a} / 2)", of: [["a", [10, 20]]], numbers: [5, 10] },
  ]);
});

test("a formula that a trial does not state is left out", () => {
  expect(alignedFormulas([[half(4)], [half(6)], []])).toEqual([]);
});

test("a formula that is stated twice with the same numbers is there once", () => {
  expect(
    alignedFormulas([
      [half(4), half(4)],
      [half(6), half(6)],
    ]),
  ).toHaveLength(1);
});
