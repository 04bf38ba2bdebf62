import { HorizontalPodAutoscalerV2 } from "@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2";
import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { asArray, asObject } from "../../../src/terraform/stack-json";
import { planOf } from "../../support/reference-plans";
import "../../support/terraform-matchers";
import { ML, full, config, at } from "../models-stack";

test("API-04 2 to 10 replicas, scaled by CPU above 70 % and memory above 80 %, and scaled down slowly", () => {
  const metric = (name: string, percent: number) => ({
    type: "Resource",
    resource: { name, target: { type: "Utilization", average_utilization: percent } },
  });
  expect(planOf(ML).text("models")).toHaveResourceWithProperties(HorizontalPodAutoscalerV2, {
    spec: {
      scale_target_ref: { api_version: "apps/v1", kind: "Deployment", name: "ml-inference-api" },
      min_replicas: 2,
      max_replicas: 10,
      metric: [metric("cpu", 70), metric("memory", 80)],
      behavior: {
        scale_down: [
          {
            stabilization_window_seconds: 300,
            select_policy: "Max",
            policy: [{ type: "Percent", value: 25, period_seconds: 60 }],
          },
        ],
      },
    },
  });
});

test("API-04 memory is a metric only if it has a target", () => {
  const { spec } = config(planOf("mlapp"), "kubernetes_horizontal_pod_autoscaler_v2.model_service");
  expect(asArray(at(spec, "metric")).map((each) => at(each, "resource", "name"))).toEqual(["cpu"]);
});

test("API-04 a drain evicts half of the pods at a time, so that one of two remains", () => {
  expect(planOf(ML).text("models")).toHaveResourceWithProperties(PodDisruptionBudgetV1, {
    spec: {
      max_unavailable: "50%",
      selector: {
        match_labels: {
          "app.kubernetes.io/name": "ml-inference-api",
          "app.kubernetes.io/component": "model-api",
        },
      },
    },
  });
});

test("API-04 a single replica blocks no drain", () => {
  const budget = config(full(), "kubernetes_pod_disruption_budget_v1.small");
  expect(asObject(budget["spec"])).not.toHaveProperty("min_available");
  expect(at(budget, "spec", "max_unavailable")).toBe("50%");
});
