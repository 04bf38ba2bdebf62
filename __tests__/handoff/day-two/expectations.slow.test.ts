import { LAYERS } from "../../../src/base/layers";
import { planWith } from "../../support/changed-plans";
import { planOf } from "../../support/reference-plans";
import { DAY_TWO } from "./changes";
import { expandedStack } from "./expanded-stack";
import { planLines } from "./plan-lines";

const CHANGES = DAY_TWO.flatMap((each) => (each.yaml === undefined ? [] : [{ ...each, yaml: each.yaml }]));

test.each(CHANGES)(
  "$name: the stacks of the changed file differ as expected",
  ({ environment, yaml, plan }) => {
    const [before, after] = [planOf(environment), planWith(environment, yaml)];
    const lines = LAYERS.flatMap((layer) =>
      planLines(layer, expandedStack(before.stack(layer).json), expandedStack(after.stack(layer).json)),
    );
    expect(lines).toEqual(plan);
  },
);
