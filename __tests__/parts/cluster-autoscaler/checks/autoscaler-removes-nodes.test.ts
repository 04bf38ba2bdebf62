import { autoscalerRemovesNodes } from "../../../../src/parts/cluster-autoscaler/checks/autoscaler-removes-nodes";
import { type Editable, environmentPlan } from "../../../support/altered";
import { clusterAutoscalerPlan, withValues } from "../../../support/cluster-autoscaler";
import { foundBy } from "../../../support/findings";

test("autoscaler-removes-nodes accepts the emitted release", () => {
  expect(foundBy(autoscalerRemovesNodes, environmentPlan(clusterAutoscalerPlan()))).toEqual([]);
});

test.each<[what: string, edit: (args: Editable) => void, message: string]>([
  [
    "the default for pods with volumes",
    (args) => delete args["skip-nodes-with-local-storage"],
    "it keeps every node with a pod of api, chat, which have volumes on the node",
  ],
  [
    "the default for system pods",
    (args) => delete args["skip-nodes-with-system-pods"],
    "it keeps nodes with pods of kube-system",
  ],
  ["no removal", (args) => (args["scale-down-enabled"] = false), "scale-down-enabled is false"],
])("autoscaler-removes-nodes finds %s", (_, edit, message) => {
  const plan = withValues((values) => edit(values["extraArgs"] as Editable));
  expect(foundBy(autoscalerRemovesNodes, plan)).toEqual([expect.stringContaining(message)]);
});
