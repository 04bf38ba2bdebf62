import { autoscaledCounts } from "../../../src/checks/lifecycle/autoscaled-counts";
import { type Editable, altered } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { nodeGroup } from "./edits";

describe("a Deployment with replicas", () => {
  const withReplicas = (edit: (models: Editable) => void = () => undefined) =>
    altered("mlapp", ({ models }) => {
      models.resource.kubernetes_deployment_v1.model_service.spec.replicas = 3;
      edit(models);
    });

  test("is reported if an autoscaler controls it", () => {
    expect(foundBy(autoscaledCounts, withReplicas())).toEqual([expect.stringContaining("sets replicas")]);
  });

  test("is accepted without an autoscaler", () => {
    const plan = withReplicas(
      ({ resource }) => delete resource.kubernetes_horizontal_pod_autoscaler_v2.model_service,
    );
    expect(foundBy(autoscaledCounts, plan)).toEqual([]);
  });
});

/** mlapp with a Cluster Autoscaler, and a desired size that Terraform ignores unless the edit changes that. */
const withAutoscaler = (edit: (group: Editable) => void) =>
  altered("mlapp", ({ cluster, platform }) => {
    platform.resource.helm_release.autoscaler = { name: "autoscaler", chart: "cluster-autoscaler" };
    const groups = Object.values(cluster.resource.aws_eks_node_group) as Editable[];
    for (const group of groups) group["lifecycle"] = { ignore_changes: ["scaling_config[0].desired_size"] };
    edit(cluster.resource.aws_eks_node_group.general_a as Editable);
  });

describe("a node group that a Cluster Autoscaler of the stacks scales", () => {
  test.each<[string, (group: Editable) => void]>([
    ["has no lifecycle", (group) => delete group.lifecycle],
    ["ignores other attributes only", (group) => (group.lifecycle = { ignore_changes: ["tags"] })],
  ])("is reported if it %s", (_, edit) => {
    expect(foundBy(autoscaledCounts, withAutoscaler(edit))).toEqual([
      expect.stringContaining("from 1 to 2 nodes"),
    ]);
  });

  test("is accepted if it ignores all changes", () => {
    const plan = withAutoscaler((group) => (group.lifecycle = { ignore_changes: "all" }));
    expect(foundBy(autoscaledCounts, plan)).toEqual([]);
  });
});

test("accepts a node group whose number of nodes Terraform sets, without an autoscaler", () => {
  expect(
    foundBy(
      autoscaledCounts,
      nodeGroup(() => undefined),
    ),
  ).toEqual([]);
});

test.each([0, 3])("reports a desired size of %d, outside of 1 to 2", (desired) => {
  const plan = nodeGroup((group) => (group.scaling_config.desired_size = desired));
  expect(foundBy(autoscaledCounts, plan)).toEqual([expect.stringContaining(`desired_size ${desired}`)]);
});

test("accepts a node group of fixed size without ignore_changes", () => {
  const plan = withAutoscaler((group) =>
    Object.assign(group, { lifecycle: {}, scaling_config: { min_size: 2, max_size: 2 } }),
  );
  expect(foundBy(autoscaledCounts, plan)).toEqual([]);
});
