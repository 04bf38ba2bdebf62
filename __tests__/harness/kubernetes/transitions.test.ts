import { TRANSITIONS } from "../../real/kubernetes/harness/transitions";

test("the gate runs four transitions", () => {
  const always = TRANSITIONS.filter((each) => each.always);
  expect(always).toHaveLength(4);
});
