import { codeMutantsOf } from "../../../dev/code-mutants/mutants";
import { sampled } from "../../../dev/code-mutants/sample";

const numbers = Array.from({ length: 40 }, (_, index) => `x = ${index};`);
const all = codeMutantsOf("a.ts", [...numbers, "x = a < b;", "x = a && b;"].join("\n"));
const keys = (seed: number, count: number): string[] => sampled(all, seed, count).map(({ key }) => key);

test("a seed decides the sample, and another seed has another one", () => {
  expect(keys(1, 10)).toEqual(keys(1, 10));
  expect(keys(1, 10)).not.toEqual(keys(2, 10));
});

test("a larger sample has the smaller one, and the largest one has every change once", () => {
  expect(keys(1, 20).slice(0, 10)).toEqual(keys(1, 10));
  expect(keys(1, 1000).toSorted()).toEqual(all.map(({ key }) => key).toSorted());
});

test("each kind has the same share, as long as it has changes", () => {
  expect(new Set(sampled(all, 1, 3).map(({ kind }) => kind))).toEqual(
    new Set(["comparison", "and or", "number"]),
  );
});
