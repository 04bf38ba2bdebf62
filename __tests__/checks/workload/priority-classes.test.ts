import { priorityClasses } from "../../../src/checks/workload/priority-classes";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import { type Edit, foundBy } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";
import { environmentWithOwnFile } from "../../support/own-stacks";
import { planOf } from "../../support/reference-plans";

const HARDENED = "ml-inference-hardened";

const contextOf = (environment: string, change: object = {}) => ({
  statedOf: () => statedIn(settingsFor(configWith(environment, change))),
});

const priority =
  (edit: (config: Editable) => void): Edit =>
  ({ models }) => {
    edit(models.resource.kubernetes_priority_class_v1.models_priority);
  };

test.each<readonly [string, Edit, string]>([
  [
    "a lower value",
    priority((each) => (each["value"] = 500)),
    "its value is 500, expected 1000 of podPriority",
  ],
  ["no value", priority((each) => (each["value"] = 0)), "its value is 0, expected 1000 of podPriority"],
  [
    "a higher value",
    priority((each) => (each["value"] = 10000)),
    "its value is 10000, expected 1000 of podPriority",
  ],
  [
    "a class that evicts pods",
    priority((each) => delete each["preemption_policy"]),
    "its preemptionPolicy is PreemptLowerPriority, expected Never of podPriority",
  ],
  [
    "a default of all pods",
    priority((each) => (each["global_default"] = true)),
    "it is the default of all pods, so every pod without a class comes before or beside the pods of models-ml-inference",
  ],
  [
    "another class as the default of all pods",
    ({ models }) => {
      const classes = models.resource.kubernetes_priority_class_v1;
      classes["another"] = {
        metadata: { name: "b" },
        value: 2000,
        preemption_policy: "Never",
        global_default: true,
      };
    },
    "it is the default of all pods, so every pod without a class comes before or beside the pods of models-ml-inference",
  ],
  [
    "a model without the class",
    ({ models }) =>
      delete models.resource.kubernetes_deployment_v1.ml_inference_api.spec.template.spec.priority_class_name,
    "its pods have no priority class, expected models-ml-inference of podPriority",
  ],
])("priority-classes finds %s", (_, edit, problem) => {
  expect(foundBy(priorityClasses, altered(HARDENED, edit), contextOf(HARDENED))).toEqual([
    expect.stringContaining(problem),
  ]);
});

const own = (value: number, rest: string): string => `resource "kubernetes_priority_class_v1" "a" {
  metadata { name = "a" }
  value = ${value}
  ${rest}
}`;

test("priority-classes finds an own default class whose pods evict others", () => {
  const plan = environmentWithOwnFile(
    "ml-inference-prod",
    "models",
    own(1000000000, "global_default = true"),
  );
  expect(foundBy(priorityClasses, plan)).toEqual([
    expect.stringContaining(
      "it is the default of all pods and its preemptionPolicy is PreemptLowerPriority, so each new pod without a class evicts running pods of lower priority",
    ),
  ]);
});

test.each<readonly [string, number, string]>([
  ["a class of a batch job", -10, ""],
  ["a class that pods must name", 5000, ""],
  ["a default that evicts nothing", 100, 'global_default = true\n  preemption_policy = "Never"'],
  ["a default below all others", 0, "global_default = true"],
])("priority-classes accepts %s", (_, value, rest) => {
  const plan = environmentWithOwnFile(HARDENED, "models", own(value, rest));
  expect(foundBy(priorityClasses, plan, contextOf(HARDENED))).toEqual([]);
});

test.each<readonly [string, object]>([
  ["another value", { podPriority: { value: 7 } }],
  ["a class that evicts", { podPriority: { preemptionPolicy: "PreemptLowerPriority" } }],
])("priority-classes accepts %s that the file states", (_, change) => {
  const plan = environmentPlan(planWith(HARDENED, change));
  expect(foundBy(priorityClasses, plan, contextOf(HARDENED, change))).toEqual([]);
});

test.each(ENVIRONMENTS)("%s: priorities are those of the file", (environment) => {
  expect(foundBy(priorityClasses, environmentPlan(planOf(environment)), contextOf(environment))).toEqual([]);
});
