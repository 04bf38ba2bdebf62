import { planWith } from "../../support/changed-plans";
import { planOf } from "../../support/reference-plans";
import { ML, API, DIGEST, VARIANTS, full, config, at, planNamed, pod, container } from "../models-stack";

test.each(VARIANTS)(
  "%s: no selector contains the instance label, which older pods do not have",
  (variant) => {
    const selectors = JSON.stringify(planNamed(variant).stack("models").json, (key, value: unknown) =>
      key === "labels" ? undefined : value,
    );
    expect(selectors).toContain('"app.kubernetes.io/name"');
    expect(selectors).not.toContain('app.kubernetes.io/instance"');
  },
);

test("API-02 the API listens on 5000", () => {
  expect(container(planOf(ML), API)["port"]).toEqual([
    { name: "http", container_port: 5000, protocol: "TCP" },
  ]);
});

test("API-02 the API has the requests and limits of the requirements", () => {
  expect(container(planOf(ML), API)["resources"]).toEqual({
    requests: { cpu: "250m", memory: "512Mi", "ephemeral-storage": "1088Mi" },
    limits: { cpu: "1", memory: "1Gi" },
  });
});

test("API-02 startup, readiness and liveness probes use the health path on the container port", () => {
  const api = container(planOf(ML), API);
  const httpGet = { path: "/health", port: "http", scheme: "HTTP" };
  for (const probe of ["startup_probe", "readiness_probe", "liveness_probe"]) {
    expect(at(api, probe, "http_get")).toEqual(httpGet);
  }
});

test("API-02 a rollout never goes below the replica count", () => {
  expect(at(config(planOf(ML), `kubernetes_deployment_v1.${API}`), "spec", "strategy")).toEqual({
    type: "RollingUpdate",
    rolling_update: { max_unavailable: "0", max_surge: "25%" },
  });
});

test("API-02 Terraform does not wait for a rollout", () => {
  expect(config(planOf(ML), `kubernetes_deployment_v1.${API}`)["wait_for_rollout"]).toBe(false);
});

test("API-02 the progress deadline of a rollout exceeds the model's startup time", () => {
  const plan = planWith(ML, { models: [{ name: "slow", image: { tag: "1" }, startupSeconds: 3600 }] });
  const { spec } = config(plan, "kubernetes_deployment_v1.slow");
  expect(at(spec, "progress_deadline_seconds")).toBeGreaterThan(3600);
});

test("API-02 pods are spread over zones and nodes, separately for each revision", () => {
  const selector = {
    "app.kubernetes.io/name": "ml-inference-api",
    "app.kubernetes.io/component": "model-api",
  };
  const constraint = (topologyKey: string) => ({
    topology_key: topologyKey,
    max_skew: 1,
    when_unsatisfiable: "ScheduleAnyway",
    match_label_keys: ["pod-template-hash"],
    label_selector: [{ match_labels: selector }],
  });
  expect(pod(planOf(ML), API)["topology_spread_constraint"]).toEqual([
    constraint("topology.kubernetes.io/zone"),
    constraint("kubernetes.io/hostname"),
  ]);
});

test.each([
  [ML, "ml_inference_api", "300", 375],
  ["retail-forecast", "retail_forecast_api", "15", 90],
  ["retail-forecast-option-b", "retail_forecast_api", "15", 90],
  ["mlapp", "model_service", "15", 90],
])(
  "API-02 a terminating pod of %s answers until its load balancer has deregistered it",
  (environment, model, seconds, grace) => {
    const plan = planOf(environment);
    expect(at(container(plan, model), "lifecycle")).toEqual({
      pre_stop: [{ exec: { command: ["sleep", seconds] } }],
    });
    expect(pod(plan, model)["termination_grace_period_seconds"]).toBe(grace);
  },
);

const one = (change: object) => planWith(ML, { models: [{ name: "slow", image: { tag: "1" }, ...change }] });

test("API-02 the time of a drain is a key", () => {
  const plan = one({ drainSeconds: 200 });
  expect(at(container(plan, "slow"), "lifecycle")).toEqual({
    pre_stop: [{ exec: { command: ["sleep", "200"] } }],
  });
  expect(pod(plan, "slow")["termination_grace_period_seconds"]).toBe(275);
});

test("API-02 an image that drains by itself has a variable, no hook, and the same grace period", () => {
  const plan = one({ drainsOnSigterm: true });
  expect(container(plan, "slow")).not.toHaveProperty("lifecycle");
  expect(container(plan, "slow")["env"]).toEqual([{ name: "DRAIN_SECONDS", value: "300" }]);
  expect(pod(plan, "slow")["termination_grace_period_seconds"]).toBe(375);
});

test.each([
  [ML, 600],
  ["retail-forecast", 300],
])("API-02 the progress deadline of %s has %i s beside the start", (environment, beside) => {
  const plan = planWith(environment, {
    models: [{ name: "slow", image: { tag: "1" }, startupSeconds: 3600 }],
  });
  const { spec } = config(plan, "kubernetes_deployment_v1.slow");
  expect(at(spec, "progress_deadline_seconds")).toBe(3600 + beside);
});

test("API-02 the deletion of the namespace waits for the pod with the longest grace period", () => {
  const plan = planWith(ML, {
    models: [
      { name: "one", image: { tag: "1" }, drainSeconds: 600 },
      { name: "two", image: { tag: "1" } },
    ],
  });
  expect(config(plan, "kubernetes_namespace_v1.models")["timeouts"]).toEqual({ delete: "975s" });
});

test("API-02 the image is in the environment's own repository, with the exact tag", () => {
  expect(container(planOf(ML), API)).toMatchObject({
    image: "222233334444.dkr.ecr.ap-southeast-2.amazonaws.com/ml-inference-prod/ml-inference-api:1.4.2",
    image_pull_policy: "IfNotPresent",
  });
});

test("API-02 the image has the given repository and digest", () => {
  expect(container(full(), "large")["image"]).toBe(`example.com/large:1.0.0@${DIGEST}`);
});

test("API-02 GPU pods run on their node group and tolerate its taint", () => {
  expect(pod(full(), "large")).toMatchObject({
    node_selector: { "private-eks-inference/node-group": "gpu" },
    toleration: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
  });
});

test("API-02 GPU pods request the device", () => {
  expect(at(container(full(), "large"), "resources", "limits")).toMatchObject({ "nvidia.com/gpu": "1" });
});
