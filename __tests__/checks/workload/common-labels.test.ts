import { commonLabels } from "../../../src/checks/workload/common-labels";
import { newlyFound } from "../../support/findings";
import { type Case, ML, MODEL, deployment, object } from "./edits";

const CHECK = [commonLabels];

test.each<Case>([
  [
    "a ConfigMap without the name of its model",
    ML,
    object("config", MODEL, ({ metadata }) => delete metadata.labels["app.kubernetes.io/name"]),
    "label app.kubernetes.io/name is missing, expected ml-inference-api as on its pods",
  ],
  [
    "pods without an instance",
    ML,
    deployment(({ template }) => delete template.metadata.labels["app.kubernetes.io/instance"]),
    "its pods lack the label app.kubernetes.io/instance",
  ],
  [
    "a Service of another instance",
    ML,
    object("service", MODEL, ({ metadata }) => (metadata.labels["app.kubernetes.io/instance"] = "other")),
    "label app.kubernetes.io/instance is other, expected ml-inference-api as on its pods",
  ],
])("common-labels finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
