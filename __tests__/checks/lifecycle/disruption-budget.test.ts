import { disruptionBudget } from "../../../src/checks/lifecycle/disruption-budget";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";

const budget = (edit: (spec: Editable) => void) =>
  foundBy(
    disruptionBudget,
    altered("mlapp", ({ models }) =>
      edit(models.resource.kubernetes_pod_disruption_budget_v1.model_service.spec as Editable),
    ),
  );

test("accepts the budgets of mlapp", () => {
  expect(budget(() => undefined)).toEqual([]);
});

test.each<[string, (spec: Editable) => void, string]>([
  ["allows no eviction", (spec) => (spec.max_unavailable = "0"), "nodes cannot be drained"],
  [
    "keeps all replicas",
    (spec) => Object.assign(spec, { min_available: "100%", max_unavailable: undefined }),
    "nodes cannot be drained",
  ],
  [
    "keeps as many replicas as the minimum",
    (spec) => Object.assign(spec, { min_available: 2, max_unavailable: undefined }),
    "nodes cannot be drained",
  ],
  [
    "allows the eviction of all replicas",
    (spec) => (spec.max_unavailable = "100%"),
    "allows the eviction of all",
  ],
  ["sets no bound", (spec) => delete spec.max_unavailable, "exactly one"],
  ["sets both bounds", (spec) => (spec.min_available = 1), "exactly one"],
  [
    "sets a bound that is not a number",
    (spec) => (spec.max_unavailable = "one"),
    "not a number or percentage",
  ],
])("reports a budget that %s", (_, edit, message) => {
  expect(budget(edit)).toEqual([expect.stringContaining(message)]);
});

test("reports a budget that selects no pods, and the model that it no longer covers", () => {
  expect(budget((spec) => (spec.selector.match_labels["app.kubernetes.io/name"] = "other"))).toEqual([
    expect.stringContaining("selects no pods"),
    expect.stringContaining("model-service has no disruption budget"),
  ]);
});

test("reports a budget that selects two models", () => {
  expect(budget((spec) => delete spec.selector.match_labels["app.kubernetes.io/name"])).toEqual([
    expect.stringContaining("selects the pods of several models: model-service, training-service"),
  ]);
});

test("reports a model without a budget", () => {
  const plan = altered("mlapp", ({ models }) => {
    delete models.resource.kubernetes_pod_disruption_budget_v1.training_service;
  });
  expect(foundBy(disruptionBudget, plan)).toEqual([
    expect.stringContaining("training-service has no disruption budget"),
  ]);
});

test("accepts a model with one replica", () => {
  const models = [{ name: "one", image: { tag: "1" }, replicas: { min: 1 } }];
  expect(foundBy(disruptionBudget, environmentPlan(planWith("mlapp", { models })))).toEqual([]);
});

test.each([2, 3, 4, 7])("accepts the budget of a model with %i replicas", (min) => {
  const models = [{ name: "more", image: { tag: "1" }, replicas: { min } }];
  expect(foundBy(disruptionBudget, environmentPlan(planWith("mlapp", { models })))).toEqual([]);
});

const onlyBudget = (selector: object): string[] =>
  foundBy(
    disruptionBudget,
    altered("mlapp", ({ models }) => {
      const budgets = models.resource.kubernetes_pod_disruption_budget_v1 as Editable;
      delete budgets["training_service"];
      budgets["model_service"].spec.selector = selector;
    }),
  );

test.each<[string, object]>([
  ["is empty", {}],
  ["is an empty block", [{}]],
  ["has no labels", { match_labels: {} }],
  ["has the value null", { match_labels: null }],
  [
    "has an expression that all pods meet",
    { match_expressions: [{ key: "no-such", operator: "DoesNotExist" }] },
  ],
])("a budget whose selector %s selects all pods of its namespace", (_, selector) => {
  expect(onlyBudget(selector)).toEqual([
    expect.stringContaining("selects the pods of several models: model-service, training-service"),
  ]);
});

test.each<[string, object]>([
  ["In", { key: "app.kubernetes.io/name", operator: "In", values: ["training-service"] }],
  ["NotIn", { key: "app.kubernetes.io/name", operator: "NotIn", values: ["model-service"] }],
])("a budget selects the pods that meet its expression with %s", (_, expression) => {
  expect(onlyBudget({ match_expressions: [expression] })).toEqual([
    expect.stringContaining("model-service has no disruption budget"),
  ]);
});

test("a budget whose expression no pods meet selects none", () => {
  const expression = { key: "no-such", operator: "Exists" };
  expect(onlyBudget({ match_expressions: [expression] })).toContainEqual(
    expect.stringContaining("selects no pods"),
  );
});
