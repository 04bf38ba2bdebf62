import { nodesDescribed } from "../../../../src/parts/cluster-autoscaler/checks/nodes-described";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { clusterAutoscalerPlan } from "../../../support/cluster-autoscaler";
import { planWith } from "../../../support/changed-plans";
import { foundBy } from "../../../support/findings";

const DISK = "k8s.io/cluster-autoscaler/node-template/resources/ephemeral-storage";

const withGroup = (name: string, edit: (group: Editable) => void) =>
  altered(clusterAutoscalerPlan(), ({ cluster }) => {
    edit(cluster.resource.aws_eks_node_group[name] as Editable);
  });

test("nodes-described accepts the emitted groups, and any group without an autoscaler", () => {
  expect(foundBy(nodesDescribed, environmentPlan(clusterAutoscalerPlan()))).toEqual([]);
  expect(foundBy(nodesDescribed, environmentPlan(planWith("ml-inference-prod", {})))).toEqual([]);
});

test("nodes-described finds a group that can be empty and does not state its disk", () => {
  const plan = withGroup("gpu_a", (group) => delete group["tags"]);
  expect(foundBy(nodesDescribed, plan)).toEqual([
    expect.stringContaining("pods of chat request ephemeral storage, and add no first node"),
  ]);
});

test("nodes-described accepts a missing tag where nodes always run", () => {
  expect(
    foundBy(
      nodesDescribed,
      withGroup("general_a", (group) => delete group["tags"]),
    ),
  ).toEqual([]);
});

test("nodes-described finds more disk than the nodes have", () => {
  const plan = withGroup("gpu_b", (group) => (group["tags"] = { [DISK]: "50Gi" }));
  expect(foundBy(nodesDescribed, plan)).toEqual([
    expect.stringMatching(/states 50Gi of disk, but its nodes can allocate \d+Mi/),
  ]);
});

test("nodes-described finds a tag that is no quantity", () => {
  const plan = withGroup("gpu_b", (group) => (group["tags"] = { [DISK]: "much" }));
  expect(foundBy(nodesDescribed, plan)).toEqual([expect.stringContaining("is much, no quantity")]);
});

test("nodes-described finds nodes with GPUs without the label", () => {
  const plan = withGroup("gpu_a", (group) => delete group["labels"]["k8s.amazonaws.com/accelerator"]);
  expect(foundBy(nodesDescribed, plan)).toEqual([
    expect.stringContaining("no label k8s.amazonaws.com/accelerator"),
  ]);
});
