import { COMPONENTS } from "../../../src/parts/generated/registry";
import { composeEnvironment } from "../../../src/platform/compose";
import { declarationChanges } from "../../../dev/declarations/changes";
import { declarationMutants } from "../../../dev/declarations/mutants";
import { configWith } from "../../support/environments";

const ENVIRONMENTS = ["ml-platform", "mlapp", "ml-inference-prod"].map((name) => ({
  name,
  config: configWith(name),
}));

const changes = declarationChanges({ environments: ENVIRONMENTS });

test("every mutant of every environment is a chance of one change", () => {
  const chances = changes.flatMap((change) =>
    change.chances.map(({ environment, mutant: { part, leaf, change: what } }) => {
      expect(change.key).toBe(`${part} ${leaf} ${what}`);
      return `${environment.name} ${change.key}`;
    }),
  );
  const mutants = ENVIRONMENTS.flatMap(({ name, config }) =>
    declarationMutants(composeEnvironment(name, config, COMPONENTS).parts).map(
      ({ part, leaf, change }) => `${name} ${part} ${leaf} ${change}`,
    ),
  );
  expect(new Set(mutants).size).toBe(mutants.length);
  expect(chances.sort()).toEqual(mutants.sort());
  expect(new Set(changes.map(({ key }) => key)).size).toBe(changes.length);
});

test("the environment with the fewest declarations comes first", () => {
  const orders = new Set(
    changes.map(({ chances }) => chances.map(({ environment }) => environment.name).join(" ")),
  );
  expect([...orders]).toEqual(expect.arrayContaining(["mlapp ml-inference-prod ml-platform", "ml-platform"]));
  expect([...orders].filter((order) => /prod.*mlapp|platform /.test(order))).toEqual([]);
});

test("another order of the environments changes nothing", () => {
  const keysOf = (environments: typeof ENVIRONMENTS) =>
    declarationChanges({ environments }).map(({ key }) => key);
  expect(keysOf(ENVIRONMENTS.toReversed())).toEqual(keysOf(ENVIRONMENTS));
});

test("one part can be chosen", () => {
  const chosen = declarationChanges({ environments: ENVIRONMENTS, only: "vpc-cni" });
  expect(chosen.map(({ key }) => key)).toEqual(
    changes.map(({ key }) => key).filter((key) => key.startsWith("vpc-cni ")),
  );
  expect(chosen).not.toEqual([]);
});
