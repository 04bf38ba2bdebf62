import fc from "fast-check";
import { HYGIENE_CHECKS } from "../../support/hygiene-checks";
import { CHECKS_OF_PARTS } from "../../../src/checks/generated/of-parts";
import { IDENTITY_CHECKS } from "../../../src/checks/generated/identity";
import { PORTS_CHECKS } from "../../../src/checks/generated/ports";
import { WORKLOAD_CHECKS } from "../../../src/checks/generated/workload";
import { type Editable, altered } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { found, places, put } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

test("no check throws, with any value at any place of the JSON", () => {
  const checks = [
    ...IDENTITY_CHECKS,
    ...PORTS_CHECKS,
    ...WORKLOAD_CHECKS,
    ...HYGIENE_CHECKS,
    ...Object.values(CHECKS_OF_PARTS).flat(),
  ];
  const odd = fc.constantFrom<unknown>(
    null,
    [],
    {},
    5,
    "x",
    "${",
    [null],
    [[1]],
    '{"Version":"2012-10-17","Statement":[null]}',
  );
  const spots = ENVIRONMENTS.flatMap((environment) =>
    planOf(environment).stacks.flatMap((stack) =>
      places(stack.json).map((path) => ({
        environment,
        layer: stack.name.slice(environment.length + 1),
        path,
      })),
    ),
  );
  expect(spots.length).toBeGreaterThan(5000);
  fc.assert(
    fc.property(fc.constantFrom(...spots), odd, ({ environment, layer, path }, value) => {
      const plan = altered(environment, (layers) => {
        put((layers as Record<string, Editable>)[layer], path, value);
      });
      expect(() => found(checks, plan)).not.toThrow();
    }),
    { numRuns: 120 },
  );
});
