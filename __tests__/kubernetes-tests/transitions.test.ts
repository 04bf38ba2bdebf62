import { TRANSITIONS } from "../../kubernetes-tests/harness/transitions";

test("the gate runs four transitions, with another kind of fault or none in each", () => {
  const always = TRANSITIONS.filter((each) => each.always);
  expect(always).toHaveLength(4);
  expect(new Set(always.map(({ known }) => known?.faults.join())).size).toBe(4);
});
