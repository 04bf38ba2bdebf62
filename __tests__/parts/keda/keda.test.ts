import { COMPONENTS } from "../../../src/parts/generated/registry";
import { partRules } from "../../../src/parts/part-rules";
import { CHECKS } from "../../../src/checks/all";
import { runChecks } from "../../../src/checks/run";
import { VLLM_FACTS } from "../../../src/evidence/vllm";
import { customObjectsOf } from "../../../src/infrastructure/kubernetes-releases";
import { workloadsOf } from "../../../src/infrastructure/kubernetes-workloads";
import { objectsOf } from "../../../src/infrastructure/kubernetes-objects";
import { asObject } from "../../../src/terraform/stack-json";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { TODAY } from "../../support/findings";
import { QUEUE_PARTS, queuePlan } from "../../support/keda";
import { CHAT, onGpus } from "../../support/llm";
import { partProblems } from "../../support/part-problems";
import { WORKING_HOURS } from "../../support/off-hours";
import { type Plan } from "../../support/plan";
import { rules } from "../../../src/environment/rules/all";
import { requirementRules } from "../../../src/platform/rules/requirements";
import { tagOfChartImage, versionOfChart } from "../../support/chart-versions";

const scaledObjects = (plan: Plan) =>
  customObjectsOf(environmentPlan(plan)).filter(({ kind }) => kind === "ScaledObject");
const autoscalers = (plan: Plan) =>
  environmentPlan(plan).resources("kubernetes_horizontal_pod_autoscaler_v2");
const releaseOf = (plan: Plan) =>
  environmentPlan(plan)
    .resources("helm_release")
    .find(({ config }) => config["name"] === "keda");
const valuesOf = (plan: Plan) =>
  asObject(JSON.parse((releaseOf(plan)?.config["values"] as string[])[0] ?? "{}"));

test("KEDA-01 replicas of a language model follow its queue and its running requests, in place of its CPU", () => {
  const plan = queuePlan();
  expect(autoscalers(plan)).toEqual([]);
  const [object, ...others] = scaledObjects(plan);
  expect(others).toEqual([]);
  expect(object).toMatchObject({ name: "chat", namespace: "ml-inference" });
  expect(object?.spec).toEqual({
    scaleTargetRef: { kind: "Deployment", name: "chat" },
    minReplicaCount: 1,
    maxReplicaCount: 3,
    fallback: { failureThreshold: 3, replicas: 1, behavior: "currentReplicasIfHigher" },
    advanced: {
      horizontalPodAutoscalerConfig: {
        name: "chat",
        behavior: {
          scaleUp: {
            stabilizationWindowSeconds: 60,
            policies: [{ type: "Pods", value: 1, periodSeconds: 60 }],
          },
          scaleDown: {
            stabilizationWindowSeconds: 600,
            policies: [{ type: "Pods", value: 1, periodSeconds: 60 }],
          },
        },
      },
    },
    triggers: [
      {
        type: "prometheus",
        name: "waiting",
        metadata: {
          serverAddress: "http://kube-prometheus-stack-prometheus.monitoring.svc:9090",
          query: 'sum(vllm:num_requests_waiting{namespace="ml-inference",service="chat"})',
          threshold: "4",
          ignoreNullValues: "false",
        },
      },
      {
        type: "prometheus",
        name: "running",
        metadata: {
          serverAddress: "http://kube-prometheus-stack-prometheus.monitoring.svc:9090",
          query: 'sum(vllm:num_requests_running{namespace="ml-inference",service="chat"})',
          threshold: expect.stringMatching(/^[1-9]\d*$/) as string,
          ignoreNullValues: "false",
        },
      },
    ],
  });
});

test("KEDA-01 the series of the triggers are gauges of the pinned version of vLLM", () => {
  const series = scaledObjects(queuePlan()).flatMap(({ spec }) => JSON.stringify(spec).match(/vllm:\w+/g));
  expect(series.map((each) => VLLM_FACTS.metrics[each ?? ""]?.type)).toEqual(["gauge", "gauge"]);
});

test("KEDA-01 thresholds of the file replace those of the platform", () => {
  const [object] = scaledObjects(queuePlan({ min: 2, max: 3, queue: { waiting: 10, running: 40 } }));
  expect(object?.spec["triggers"]).toMatchObject([
    { metadata: { threshold: "10" } },
    { metadata: { threshold: "40" } },
  ]);
});

test("KEDA-01 without components.keda, and for other models, CPU counts", () => {
  const others = { "ebs-csi": {}, prometheus: {} };
  const without = planWith("ml-inference-prod", {
    ...onGpus("g6e.xlarge"),
    models: [{ ...CHAT, replicas: { min: 2 } }],
    components: others,
  });
  expect(scaledObjects(without)).toEqual([]);
  expect(autoscalers(without)).toHaveLength(1);
  const container = planWith("ml-inference-prod", { components: QUEUE_PARTS });
  expect(scaledObjects(container)).toEqual([]);
  expect(autoscalers(container)).toHaveLength(1);
});

test("KEDA-01 checks know the autoscaler that KEDA creates, with its bounds", () => {
  const plan = environmentPlan(queuePlan());
  expect(objectsOf(plan).find("horizontal_pod_autoscaler", "ml-inference", "chat")?.spec).toMatchObject({
    minReplicas: 1,
    maxReplicas: 3,
  });
  const [chat] = workloadsOf(plan).filter(({ model }) => model === "chat");
  expect(chat).toMatchObject({ min: 1, max: 3 });
});

test("KEDA-01 the ScaledObject comes after its Deployment, and KEDA after the release of Prometheus", () => {
  const [object] = scaledObjects(queuePlan());
  expect(object?.resource.config["depends_on"]).toEqual(
    expect.arrayContaining(["kubernetes_deployment_v1.chat"]),
  );
  expect(releaseOf(queuePlan())?.config).toMatchObject({
    chart: "keda",
    version: versionOfChart("keda"),
    namespace: "keda",
    depends_on: expect.arrayContaining([
      "kubernetes_namespace_v1.keda",
      "helm_release.prometheus",
    ]) as unknown,
  });
});

test("KEDA-01 the release reads no Secrets of other namespaces and no object of every kind, with images of the account", () => {
  const registry = "222233334444.dkr.ecr.ap-southeast-2.amazonaws.com";
  const path = "ml-inference-prod/kedacore";
  const plan = planWith("ml-inference-prod", {
    ...onGpus("g6e.xlarge"),
    network: { egress: "none" },
    models: [CHAT],
    components: QUEUE_PARTS,
  });
  expect(valuesOf(plan)).toEqual({
    image: {
      keda: { registry, repository: `${path}/keda`, tag: tagOfChartImage("keda", "keda") },
      metricsApiServer: {
        registry,
        repository: `${path}/keda-metrics-apiserver`,
        tag: tagOfChartImage("keda", "keda-metrics-apiserver"),
      },
      webhooks: {
        registry,
        repository: `${path}/keda-admission-webhooks`,
        tag: tagOfChartImage("keda", "keda-admission-webhooks"),
      },
    },
    rbac: { enabledCustomScaledRefKinds: false },
    permissions: { operator: { restrict: { secret: true } }, metricServer: { restrict: { secret: true } } },
  });
});

test("KEDA-01 with language models that follow their queue, no check has an error", () => {
  const found = runChecks({
    plans: [environmentPlan(queuePlan())],
    checks: CHECKS,
    waiversOf: () => [],
    today: TODAY,
  });
  const errors = found.filter(({ check }) => check.severity === "error");
  expect(errors.map(({ check, address, message }) => `${check.id} ${address}: ${message}`)).toEqual([]);
});

test("KEDA-02 without Prometheus, the part is refused with the key to add", () => {
  expect(requirementRules(configWith("ml-inference-prod", { components: { keda: {} } }), COMPONENTS)).toEqual(
    [
      {
        path: ["components", "keda"],
        got: "KEDA without service-monitors",
        expected: "a part that provides service-monitors",
        fix: "add components.prometheus, which KEDA needs",
      },
    ],
  );
});

test("KEDA-02 off-hours are refused beside language models that follow their queue", () => {
  const problems = (models: readonly object[]) =>
    partRules(
      configWith("ml-inference-prod", {
        ...onGpus("g6e.xlarge"),
        models,
        components: { ...QUEUE_PARTS, "off-hours": WORKING_HOURS },
      }),
    );
  expect(problems([CHAT])).toEqual([
    {
      path: ["components", "keda"],
      got: "off-hours with language models: chat",
      expected:
        "no components.off-hours: while a stopped pod ends, KEDA reads its series and starts the pods again",
      fix: "remove components.off-hours, or components.keda, without which CPU counts",
    },
  ]);
  expect(problems([{ name: "other", image: { tag: "1.0.0" } }])).toEqual([]);
});

const refusals = (change: object): string[] =>
  rules(configWith("ml-inference-prod", change)).map(
    ({ path, expected, fix }) => `${path.join(".")}: ${expected}; ${fix}`,
  );
const problemsOf = (replicas: object, components: object = QUEUE_PARTS): string[] =>
  refusals({ ...onGpus("g6e.xlarge"), models: [{ ...CHAT, replicas }], components });

test("KEDA-02 targets of CPU and memory are refused beside the queue", () => {
  const why = "because components.keda lets its replicas follow the queue; remove it";
  expect(problemsOf({ max: 3, cpuPercent: 50, memoryPercent: 80 })).toEqual([
    `models.0.replicas.cpuPercent: no cpuPercent for a language model, ${why}`,
    `models.0.replicas.memoryPercent: no memoryPercent for a language model, ${why}`,
  ]);
});

test("KEDA-02 thresholds of a queue are refused without KEDA, and for models of other kinds", () => {
  const others = { "ebs-csi": {}, prometheus: {} };
  expect(problemsOf({ queue: { waiting: 2 } }, others)).toEqual([
    "models.0.replicas.queue: components.keda in this file, which reads the queue; add ebs-csi: {}, prometheus: {} and keda: {} to components, or remove queue",
  ]);
  const models = [{ name: "spell", image: { tag: "1.0.0" }, replicas: { queue: { waiting: 2 } } }];
  expect(refusals({ models, components: QUEUE_PARTS })).toEqual([
    "models.0.replicas.queue: no queue without kind: llm, whose server has series of its queue; remove it",
  ]);
});

test("KEDA-02 a target of running requests that the server never reaches is refused with its limit", () => {
  expect(problemsOf({ max: 3, queue: { running: 300 } })).toEqual([
    "models.0.replicas.queue.running: at most 256, the requests that the server runs at once on a g6e.xlarge; lower it",
  ]);
  expect(problemsOf({ max: 3, queue: { running: 256 } })).toEqual([]);
});

test("KEDA-02 zero pods are refused, since no trigger exists without a pod", () => {
  expect(partProblems("ebs-csi", "", { model: ["replicas: { min: 0, max: 2 }"] }).join("\n")).toMatch(
    /replicas\.min: got 0, expected at least 1: .*series.*pod.*; write min: 1/,
  );
});

test("KEDA-01 the alert on an autoscaler without metrics names KEDA as their source", () => {
  const plan = planWith("ml-inference-prod", {
    ...onGpus("g6e.xlarge"),
    models: [{ ...CHAT, replicas: { min: 1, max: 2 } }],
    components: { ...QUEUE_PARTS, alerts: { email: "oncall@example.com" } },
  });
  expect(plan.text("models")).toContain("kubectl -n keda get pods shows its source");
  expect(plan.text("models")).not.toContain("metrics-server shows its source");
});
