import { fewReplicas } from "../../../src/checks/workload/few-replicas";
import { newlyFound } from "../../support/findings";
import { type Case, ML, MODEL, object } from "./edits";

const CHECK = [fewReplicas];

test.each<Case>([
  [
    "a minimum of one replica",
    ML,
    object("autoscaler", MODEL, ({ spec }) => (spec.min_replicas = 1)),
    "minReplicas is 1, expected at least 2",
  ],
  [
    "a single replica without an autoscaler",
    ML,
    ({ models }) => delete models.resource.kubernetes_horizontal_pod_autoscaler_v2,
    "it runs one pod and has no autoscaler",
  ],
])("few-replicas finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
