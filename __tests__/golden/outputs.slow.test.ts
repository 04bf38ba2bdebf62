import { goldenOutputs } from "./outputs";

const outputs = goldenOutputs();

test("there are environments for all pairs of options", () => {
  expect(Object.keys(outputs).length).toBeGreaterThan(20);
});

// After an intended change, `npm run golden` records the new bytes.
test.each(Object.keys(outputs))("synth emits the recorded bytes: %s", (title) => {
  expect(outputs[title]).toMatchSnapshot();
});
