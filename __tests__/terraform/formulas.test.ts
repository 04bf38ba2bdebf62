import { formulas } from "../../src/terraform/formulas";

test("a formula gives the value of its text", () => {
  expect(formulas.number("floor({gib} * 1073741824 * 5 / 100)", { gib: 20 })).toBe(2 ** 30);
  expect(formulas.number("max(300, {seconds})", { seconds: 20 })).toBe(300);
});

test("formulas of a job are recorded in their order, those of an inner job apart", () => {
  let inner: unknown;
  const outer = formulas.statedIn(() => {
    formulas.number("ceil({a} / 2)", { a: 3 });
    inner = formulas.statedIn(() => void formulas.number("{b} + 1", { b: 1 }));
    formulas.number("ceil({a} / 2)", { a: 5 });
  });
  expect(inner).toEqual([{ text: "{b} + 1", of: { b: 1 }, result: 2 }]);
  expect(outer.map(({ result }) => result)).toEqual([2, 3]);
});

test("a job that fails does not record later formulas", () => {
  const failing = (): void => {
    throw new Error("stop");
  };
  expect(() => formulas.statedIn(failing)).toThrow("stop");
  const stated = formulas.statedIn(() => undefined);
  formulas.number("{a} + 1", { a: 1 });
  expect(stated).toEqual([]);
});

test("a text with a number that is not given is refused", () => {
  expect(() => formulas.number("{missing} + 1", {})).toThrow();
});
