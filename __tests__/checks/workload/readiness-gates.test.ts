import { readinessGates } from "../../../src/checks/workload/readiness-gates";
import { type Edit, newlyFound } from "../../support/findings";
import { type Case, ML, OPTION_B, object, pod } from "./edits";

const CHECK = [readinessGates];

test.each<Case>([
  [
    "pods that do not wait for their load balancer",
    "mlapp",
    object(
      "namespace",
      "models",
      ({ metadata }) => delete metadata.labels["elbv2.k8s.aws/pod-readiness-gate-inject"],
    ),
    "label elbv2.k8s.aws/pod-readiness-gate-inject is missing, expected enabled: a rollout does not wait for the load balancer",
  ],
  [
    "pods that wait for a load balancer that can be off",
    OPTION_B,
    object(
      "namespace",
      "models",
      ({ metadata }) => (metadata.labels["elbv2.k8s.aws/pod-readiness-gate-inject"] = "enabled"),
    ),
    "its pods wait for a load balancer that can be switched off",
  ],
  [
    "pods that start before their Ingress has a load balancer",
    "mlapp",
    object("deployment", "model_service", (config) => {
      config["depends_on"] = (config["depends_on"] as string[]).filter((each) => !each.includes("ingress"));
    }),
    "it does not depend on kubernetes_ingress_v1.",
  ],
  [
    "a Service for which Terraform does not wait",
    ML,
    object("service", "ml_inference_api_nlb", (config) => delete config["wait_for_load_balancer"]),
    "wait_for_load_balancer is not true, so pods start before its target groups exist",
  ],
  [
    "a gate that no program opens",
    ML,
    pod((spec) => (spec["readiness_gate"] = [{ condition_type: "stranger" }])),
    "its readiness gate stranger is opened by no program of this environment, so its pods never become ready",
  ],
])("readiness-gates finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});

test.each<readonly [string, Edit]>([
  [
    "a gate of the load balancer controller",
    pod((spec) => (spec["readiness_gate"] = [{ condition_type: "target-health.elbv2.k8s.aws/k8s-a" }])),
  ],
  [
    "a gate that a chart of the owner can open",
    (layers) => {
      pod((spec) => (spec["readiness_gate"] = [{ condition_type: "acme.example/warm" }]))(layers);
      layers.platform.resource.helm_release.own = {
        chart: "warmer",
        repository: "https://charts.acme.example",
      };
    },
  ],
])("readiness-gates accepts %s", (_, edit) => {
  expect(newlyFound(CHECK, ML, edit)).toEqual([]);
});
