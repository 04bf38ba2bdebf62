import { commonLabels } from "../../../src/checks/workload/common-labels";
import { newlyFound } from "../../support/findings";
import { type Case, ML, MODEL, object } from "./edits";

const CHECK = [commonLabels];

test.each<Case>([
  [
    "a ConfigMap without the name of its model",
    ML,
    object("config", MODEL, ({ metadata }) => delete metadata.labels["app.kubernetes.io/name"]),
    "label app.kubernetes.io/name is missing, expected ml-inference-api as on its pods",
  ],
])("common-labels finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
