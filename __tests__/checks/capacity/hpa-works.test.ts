import { hpaWorks } from "../../../src/checks/capacity/hpa-works";
import { type Editable, altered } from "../../support/altered";
import { foundBy } from "../../support/findings";

test.each<readonly [string, (spec: Editable) => void, string]>([
  ["a target that does not exist", (spec) => (spec["scale_target_ref"].name = "other"), "it scales nothing"],
  ["a target of another API", (spec) => (spec["scale_target_ref"].api_version = "v1"), "is not apps/v1"],
  [
    "a maximum below the minimum",
    (spec) => (spec["max_replicas"] = 1),
    "maxReplicas is 1, expected at least minReplicas",
  ],
  ["a missing metric", (spec) => (spec["metric"] = []), "no metric"],
  ["a metric of an unknown type", (spec) => (spec["metric"][0].type = "Resources"), "unknown type"],
  [
    "a resource that is not measured",
    (spec) => (spec["metric"][0].resource.name = "gpu"),
    "gpu is not a measured resource",
  ],
  [
    "a missing target",
    (spec) => delete spec["metric"][0].resource.target.average_utilization,
    "no target for cpu",
  ],
  [
    "a target above the request",
    (spec) => (spec["metric"][0].resource.target.average_utilization = 101),
    "101 %",
  ],
  [
    "a stabilization window above an hour",
    (spec) => (spec["behavior"].scale_down[0].stabilization_window_seconds = 3601),
    "expected at most 3600",
  ],
  [
    "a policy of an unknown type",
    (spec) => (spec["behavior"].scale_down[0].policy[0].type = "Share"),
    "scale_down has an invalid policy",
  ],
  [
    "an unknown select policy",
    (spec) => (spec["behavior"].scale_down[0].select_policy = "Most"),
    "select_policy of scale_down is Most",
  ],
])("hpa-works finds %s", (_, edit, problem) => {
  const plan = altered("ml-inference-prod", ({ models }) => {
    edit(models.resource.kubernetes_horizontal_pod_autoscaler_v2.ml_inference_api.spec);
  });
  expect(foundBy(hpaWorks, plan)).toContainEqual(expect.stringContaining(problem));
});

test("hpa-works finds a cluster without a metrics-server", () => {
  const plan = altered("ml-inference-prod", ({ cluster }) => {
    delete cluster.resource.aws_eks_addon.metrics_server;
  });
  expect(foundBy(hpaWorks, plan)).toContainEqual(expect.stringContaining("no metrics-server"));
});

test("hpa-works finds a container without the requests that its targets refer to", () => {
  const plan = altered("ml-inference-prod", ({ models }) => {
    delete models.resource.kubernetes_limit_range_v1.models;
    delete models.resource.kubernetes_deployment_v1.ml_inference_api.spec.template.spec.container[0]
      .resources;
  });
  expect(foundBy(hpaWorks, plan)).toEqual(
    ["cpu", "memory"].map((name) =>
      expect.stringContaining(`its target for ${name} is a percentage of the request`),
    ),
  );
});

test("hpa-works names both autoscalers of one target, and says of none that it scales nothing", () => {
  const plan = altered("ml-inference-prod", ({ models }) => {
    const all = models.resource.kubernetes_horizontal_pod_autoscaler_v2;
    all.second = { ...all.ml_inference_api, metadata: { name: "second", namespace: "ml-inference" } };
  });
  const found = foundBy(hpaWorks, plan).filter((each) => /second/.test(each));
  expect(found.join("\n")).toContain("ml-inference-api has several autoscalers: ml-inference-api, second");
  expect(foundBy(hpaWorks, plan).join("\n")).not.toContain("scales nothing");
});
