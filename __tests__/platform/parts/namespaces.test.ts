import { partRules } from "../../../src/parts/part-rules";
import { modelRules } from "../../../src/environment/rules/models";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import { planOf } from "../../support/reference-plans";
import { chartRules } from "../../../src/environment/rules/charts";

const created = ENVIRONMENTS.flatMap((environment) =>
  planOf(environment)
    .stack("platform")
    ?.resources("kubernetes_namespace_v1")
    .filter(({ address }) => !address.includes("git_models"))
    .map(({ config }) => ({ environment, namespace: (config["metadata"] as { name: string }).name })),
);

test("parts create namespaces", () => {
  expect(created.length).toBeGreaterThan(5);
});

test.each(created)("$environment: the namespace $namespace of a part is refused for models", (each) => {
  const { environment, namespace } = each as { environment: string; namespace: string };
  const config = configWith(environment, { namespace });
  const found = [...modelRules(config), ...partRules(config), ...chartRules(config)];
  const chart = Object.keys(config.charts ?? {}).find((name) => name === namespace);
  const path = chart === undefined ? ["namespace"] : ["charts", chart, "namespace"];
  expect(found).toContainEqual(expect.objectContaining({ path }));
});
