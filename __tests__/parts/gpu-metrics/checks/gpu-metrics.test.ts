import { gpuMetricsCheck } from "../../../../src/parts/gpu-metrics/checks/gpu-metrics";
import { releasePodSecurity } from "../../../../src/checks/workload/release-pod-security";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { foundBy } from "../../../support/findings";
import { gpuMetricsPlan, withExporterValues } from "../../../support/gpu-metrics";

test("the exporter of the part has no finding", () => {
  expect(foundBy(gpuMetricsCheck, environmentPlan(gpuMetricsPlan()))).toEqual([]);
});

const addLine = (line: string) => (values: Editable) =>
  (values["customMetrics"] = `${values["customMetrics"] as string}\n${line}`);

test.each<[what: string, edit: (values: Editable) => void, message: string]>([
  [
    "a counter that DCGM does not know",
    addLine("DCGM_FI_DEV_GPU_USE, gauge, use"),
    "DCGM_FI_DEV_GPU_USE is no counter of the chart",
  ],
  [
    "a counter with another type",
    addLine("DCGM_FI_DEV_SM_CLOCK, counter, clock"),
    "DCGM_FI_DEV_SM_CLOCK is a gauge, not a counter",
  ],
  [
    "a line with a comma in its help",
    addLine("DCGM_FI_DEV_SM_CLOCK, gauge, clock, in MHz"),
    '"DCGM_FI_DEV_SM_CLOCK, gauge, clock, in MHz" has no three fields',
  ],
  [
    "a profiling counter without its capability",
    addLine("DCGM_FI_PROF_DRAM_ACTIVE, gauge, memory"),
    "DCGM_FI_PROF_DRAM_ACTIVE cannot be read without the capability SYS_ADMIN",
  ],
  [
    "the chart's counters without the capability for the profiling ones",
    (values) => delete values["customMetrics"],
    "DCGM_FI_PROF_GR_ENGINE_ACTIVE, DCGM_FI_PROF_PIPE_TENSOR_ACTIVE, DCGM_FI_PROF_DRAM_ACTIVE",
  ],
  [
    "a capability without need",
    (values) => delete values["securityContext"],
    "it has the capability SYS_ADMIN, which only profiling counters need",
  ],
  [
    "a user who cannot read from the kubelet",
    (values) => (values["securityContext"].runAsUser = 1000),
    "it does not run as root, who alone reads from the kubelet which pods have GPUs",
  ],
  [
    "the memory of the chart, which is too little",
    (values) => delete values["resources"],
    "it requests 128Mi memory, expected at least 405Mi, the least that users measured; its limit is 512Mi of memory, expected more than 512Mi",
  ],
  [
    "pods that keep earlier counters",
    (values) => delete values["podAnnotations"],
    "no annotation of its pods changes with customMetrics",
  ],
  [
    "an exporter that is not scraped",
    (values) => (values["serviceMonitor"] = { enabled: false }),
    "Prometheus does not scrape it",
  ],
  [
    "labels that dashboards do not read",
    (values) => (values["serviceMonitor"] = { honorLabels: true }),
    "no series has the labels exported_pod and exported_namespace",
  ],
])("gpu-metrics finds %s", (_, edit, message) => {
  expect(foundBy(gpuMetricsCheck, withExporterValues(edit)).join("\n")).toContain(message);
});

test("gpu-metrics accepts comments, empty lines, and profiling counters with their capability", () => {
  const plan = withExporterValues((values) => {
    addLine("\n# memory\nDCGM_FI_PROF_DRAM_ACTIVE, gauge, memory")(values);
    values["securityContext"].capabilities.add = ["SYS_ADMIN"];
  });
  expect(foundBy(gpuMetricsCheck, plan)).toEqual([]);
});

test("gpu-metrics finds dashboards with a counter that the exporter does not read", () => {
  const plan = withExporterValues((values) => {
    values["customMetrics"] = (values["customMetrics"] as string).replace(/^.*POWER_USAGE.*\n/m, "");
  });
  expect(foundBy(gpuMetricsCheck, plan)).toEqual([
    expect.stringContaining(
      "dashboard-api-vision shows DCGM_FI_DEV_POWER_USAGE, which no exporter reads",
    ) as string,
  ]);
});

test("gpu-metrics reads a dashboard without data as one that shows nothing", () => {
  const plan = altered(gpuMetricsPlan(), ({ platform }) => {
    for (const map of Object.values(platform.resource.kubernetes_config_map_v1 as Record<string, Editable>))
      delete map["data"];
  });
  expect(foundBy(gpuMetricsCheck, plan)).toEqual([]);
});

test("gpu-metrics finds dashboards without an exporter", () => {
  const plan = altered(gpuMetricsPlan(), ({ platform }) => delete platform.resource.helm_release.gpu_metrics);
  expect(foundBy(gpuMetricsCheck, plan)).toHaveLength(2);
});

test("gpu-metrics finds an exporter that comes before the kind of its monitor, or without it", () => {
  const release = (layers: { platform: Editable }): Editable =>
    layers.platform["resource"].helm_release.gpu_metrics as Editable;
  const early = altered(gpuMetricsPlan(), (layers) => {
    const dependsOn = release(layers)["depends_on"] as string[];
    release(layers)["depends_on"] = dependsOn.filter((each) => each !== "helm_release.prometheus");
  });
  expect(foundBy(gpuMetricsCheck, early)).toEqual([
    "helm_release.gpu_metrics: it does not depend on helm_release.prometheus, which defines the kind of its ServiceMonitor",
  ]);
  const alone = altered(gpuMetricsPlan(), (layers) => {
    delete layers.platform.resource.helm_release.prometheus;
    release(layers)["depends_on"] = [];
  });
  expect(foundBy(gpuMetricsCheck, alone)).toEqual([
    "helm_release.gpu_metrics: no release kube-prometheus-stack defines the kind of its ServiceMonitor",
  ]);
});

test("release-pod-security finds a level that refuses the exporter", () => {
  const plan = altered(gpuMetricsPlan(), ({ platform }) => {
    const { metadata } = platform.resource.kubernetes_namespace_v1.gpu_metrics as Editable;
    metadata.labels["pod-security.kubernetes.io/enforce"] = "baseline";
  });
  expect(foundBy(releasePodSecurity, plan).join("\n")).toContain(
    "the pods of dcgm-exporter need privileged: it reads counters of GPUs, and which pods have them: host paths, capabilities",
  );
});

test("gpu-metrics accepts a ConfigMap with the label of dashboards and no text", () => {
  const plan = altered(gpuMetricsPlan(), ({ platform }) => {
    Object.assign(platform.resource.kubernetes_config_map_v1 as Editable, {
      pictures: {
        metadata: { name: "pictures", namespace: "monitoring", labels: { grafana_dashboard: "1" } },
        binary_data: { "logo.png": "AAAA" },
      },
    });
  });
  expect(foundBy(gpuMetricsCheck, plan)).toEqual([]);
});
