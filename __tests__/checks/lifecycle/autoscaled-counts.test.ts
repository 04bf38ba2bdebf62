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

describe("a node group that scales", () => {
  test.each<[string, (group: Editable) => void]>([
    ["has no lifecycle", (group) => delete group.lifecycle],
    ["ignores other attributes only", (group) => (group.lifecycle.ignore_changes = ["tags"])],
  ])("is reported if it %s", (_, edit) => {
    expect(foundBy(autoscaledCounts, nodeGroup(edit))).toEqual([
      expect.stringContaining("from 1 to 2 nodes"),
    ]);
  });

  test("is accepted if it ignores all changes", () => {
    const plan = nodeGroup((group) => (group.lifecycle.ignore_changes = "all"));
    expect(foundBy(autoscaledCounts, plan)).toEqual([]);
  });
});

test("accepts a node group of fixed size without ignore_changes", () => {
  const plan = nodeGroup((group) =>
    Object.assign(group, { lifecycle: {}, scaling_config: { min_size: 2, max_size: 2 } }),
  );
  expect(foundBy(autoscaledCounts, plan)).toEqual([]);
});
