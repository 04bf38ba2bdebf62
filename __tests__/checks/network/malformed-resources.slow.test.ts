import { NETWORK_CHECKS } from "../../../src/checks/generated/network";
import { altered, environmentPlan } from "../../support/altered";
import { found } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

const MALFORMED = [
  ["empty", {}],
  ["null", null],
  ["of unexpected types", { vpc_id: 7, spec: [null], metadata: "x", filter: [1] }],
] as const;

describe.each(["mlapp", "ml-inference-prod", "retail-forecast-console"])("%s", (environment) => {
  const { all } = environmentPlan(planOf(environment));
  const types = new Set(all.map(({ type }) => type));

  test("has resources of more than 20 types", () => {
    expect(types.size).toBeGreaterThan(20);
  });

  test.each(MALFORMED)("no network check throws if all resources of a type are %s", (_, malformed) => {
    for (const each of types) {
      const plan = altered(environment, (layers) => {
        for (const { layer, address, type, name } of all.filter(({ type }) => type === each)) {
          layers[layer][address.startsWith("data.") ? "data" : "resource"][type][name] = malformed;
        }
      });
      expect(() => found(NETWORK_CHECKS, plan)).not.toThrow();
    }
  });
});
