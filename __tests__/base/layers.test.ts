import { LAYERS, splitStackName, stackName } from "../../src/base/layers";

test.each(LAYERS)("the name of the %s stack is split into its environment and layer", (layer) => {
  expect(splitStackName(stackName("retail-forecast-models", layer))).toEqual({
    environment: "retail-forecast-models",
    layer,
  });
});

test("a name without an environment is not the name of a stack", () => {
  expect(splitStackName("network")).toBeUndefined();
});
