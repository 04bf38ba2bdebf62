import { COMPONENTS } from "../../../src/parts/generated/registry";
import { CHECKS } from "../../../src/checks/all";
import { runChecks } from "../../../src/checks/run";
import { partRules } from "../../../src/parts/part-rules";
import { settings } from "../../../src/parts/gpu-metrics/settings";
import { asObject } from "../../../src/terraform/stack-json";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { TODAY } from "../../support/findings";
import { gpuMetricsPlan } from "../../support/gpu-metrics";
import { type Plan } from "../../support/plan";
import { requirementRules } from "../../../src/platform/rules/requirements";
import { tagOfChartImage, versionOfChart } from "../../support/chart-versions";

const releaseOf = (plan: Plan) =>
  environmentPlan(plan)
    .resources("helm_release")
    .find(({ config }) => config["name"] === "dcgm-exporter");
const valuesOf = (plan: Plan) =>
  asObject(JSON.parse((releaseOf(plan)?.config["values"] as string[])[0] ?? "{}"));

test("GPU-01 without its key, GPU nodes and Prometheus have no exporter", () => {
  const plan = planWith("ml-inference-prod", {
    components: { "ebs-csi": {}, prometheus: {} },
    cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"] } } },
  });
  expect(releaseOf(plan)).toBeUndefined();
  expect(plan.text("platform")).not.toMatch(/dcgm|gpu-metrics/i);
});

test("GPU-01 with its key, no check has an error", () => {
  const plans = [environmentPlan(gpuMetricsPlan())];
  const found = runChecks({ plans, checks: CHECKS, waiversOf: () => [], today: TODAY });
  expect(found.filter(({ check }) => check.severity === "error")).toEqual([]);
});

test("GPU-01 the release comes after its namespace and the release that defines its monitor", () => {
  expect(releaseOf(gpuMetricsPlan())?.config).toMatchObject({
    chart: "dcgm-exporter",
    version: versionOfChart("dcgm-exporter"),
    namespace: "gpu-metrics",
    depends_on: expect.arrayContaining([
      "kubernetes_namespace_v1.gpu_metrics",
      "helm_release.prometheus",
    ]) as unknown,
  });
});

test("GPU-01 the namespace admits privileged pods, and says why", () => {
  const found = environmentPlan(gpuMetricsPlan())
    .resources("kubernetes_namespace_v1")
    .map(({ config }) => asObject(config["metadata"]))
    .find(({ name }) => name === "gpu-metrics");
  expect(found).toEqual({
    name: "gpu-metrics",
    labels: { "pod-security.kubernetes.io/enforce": "privileged" },
    annotations: {
      "private-eks-inference/why-privileged": expect.stringContaining("which pods have which GPUs") as string,
    },
  });
});

test("GPU-01 the pods run on GPU nodes only, as root without capabilities, with requests of the table", () => {
  expect(valuesOf(gpuMetricsPlan())).toEqual({
    image: {
      repository: expect.stringMatching(/nvidia\/k8s\/dcgm-exporter$/) as string,
      tag: tagOfChartImage("dcgm-exporter", "dcgm-exporter"),
    },
    resources: { requests: { cpu: "100m", memory: "512Mi" }, limits: { cpu: "200m", memory: "1Gi" } },
    nodeSelector: { "nvidia.com/gpu.present": "true" },
    tolerations: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
    securityContext: { capabilities: { add: [] } },
    customMetrics: expect.stringMatching(/^DCGM_FI_DEV_GPU_UTIL, gauge, /) as string,
    podAnnotations: { "private-eks-inference/counters": expect.stringMatching(/^[0-9a-f]{8}$/) as string },
  });
});

test("GPU-01 the image comes from the mirror in a network without internet access", () => {
  const plan = gpuMetricsPlan({ network: { egress: "none" } });
  expect(valuesOf(plan)["image"]).toEqual({
    repository:
      "222233334444.dkr.ecr.ap-southeast-2.amazonaws.com/ml-inference-prod/nvidia/k8s/dcgm-exporter",
    tag: tagOfChartImage("dcgm-exporter", "dcgm-exporter"),
  });
});

const GPU_NODES = { cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"] } } } };
const PARTS = { "ebs-csi": {}, prometheus: {}, "gpu-metrics": {} };

test("GPU-02 without Prometheus, the part is refused with the key to add", () => {
  const config = (components: object) => configWith("ml-inference-prod", { components, ...GPU_NODES });
  expect(requirementRules(config({ "gpu-metrics": {} }), COMPONENTS)).toEqual([
    {
      path: ["components", "gpu-metrics"],
      got: "GPU metrics without service-monitors",
      expected: "a part that provides service-monitors",
      fix: "add components.prometheus, which GPU metrics needs",
    },
  ]);
  expect(requirementRules(config(PARTS), COMPONENTS)).toEqual([]);
});

test("GPU-02 without GPU nodes, the part is refused with the key to add", () => {
  const problems = (over: object) =>
    partRules(configWith("ml-inference-prod", { components: PARTS, ...over }));
  expect(problems({})).toEqual([
    {
      path: ["components", "gpu-metrics"],
      got: "GPU metrics without GPU nodes",
      expected: "a node group whose instance types have GPUs",
      fix: "add one to cluster.nodeGroups, such as gpu: { instanceTypes: [g5.xlarge] }, or remove components.gpu-metrics",
    },
  ]);
  expect(problems(GPU_NODES)).toEqual([]);
});

test("GPU-02 the part has no keys", () => {
  expect(settings.safeParse({}).success).toBe(true);
  expect(settings.safeParse({ profiling: true }).success).toBe(false);
});
