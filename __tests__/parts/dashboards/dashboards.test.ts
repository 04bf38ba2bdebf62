import { asArray, asObject, type JsonObject } from "../../../src/terraform/stack-json";
import { MODEL_METRICS } from "../../../src/environment/facts/model-metrics";
import { instancePriceIn } from "../../../src/facts/prices";
import { planWith } from "../../support/changed-plans";
import { KNOWN_SERIES, OF_GPU_EXPORTER, VLLM_SERIES } from "../../support/exported-metrics";
import { CHAT, onGpus } from "../../support/llm";
import { readExpression } from "../../support/promql";
import { planOf } from "../../support/reference-plans";

const PARTS = { components: { "ebs-csi": {}, prometheus: {} } };
const MODEL = { name: "ranker", image: { tag: "1.0.0" }, metricsPath: "/metrics", nodeGroup: "general" };
const dashboardsPlan = (models: readonly object[] = [MODEL]) =>
  planWith("ml-inference-prod", { ...PARTS, models });

const configMaps = (plan: ReturnType<typeof dashboardsPlan>) =>
  plan
    .stack("platform")
    .resources("kubernetes_config_map_v1")
    .map(({ config }) => config);
const dashboards = (plan: ReturnType<typeof dashboardsPlan>): JsonObject[] =>
  configMaps(plan).flatMap(({ data }) =>
    Object.values(asObject(data ?? null)).map((text) => JSON.parse(String(text)) as JsonObject),
  );
const panels = (plan: ReturnType<typeof dashboardsPlan>): JsonObject[] =>
  dashboards(plan).flatMap((each) => asArray(each["panels"]).map(asObject));
const expressions = (plan: ReturnType<typeof dashboardsPlan>): string[] =>
  panels(plan).flatMap(({ targets }) =>
    asArray(targets ?? null).map((target) => String(asObject(target)["expr"])),
  );

test("OBS-01 there is an overview and a dashboard for each model with metrics, with the label for Grafana", () => {
  const plan = dashboardsPlan([MODEL, { ...MODEL, name: "quiet", metricsPath: undefined }]);
  expect(dashboards(plan).map(({ uid }) => uid)).toEqual(["api-ranker", "overview"]);
  for (const { metadata } of configMaps(plan)) {
    expect(metadata).toMatchObject({ namespace: "monitoring", labels: { grafana_dashboard: "1" } });
  }
});

test("OBS-01 dashboards come after their namespace, and only with Prometheus", () => {
  for (const { depends_on: after } of configMaps(dashboardsPlan())) {
    expect(after).toEqual([expect.stringMatching(/^kubernetes_namespace_v1\./)]);
  }
  expect(configMaps(planOf("ml-inference-prod"))).toEqual([]);
});

test("OBS-01 every expression of every dashboard is valid, and names metrics that exist", () => {
  const read = expressions(dashboardsPlan()).map(readExpression);
  expect(read.length).toBeGreaterThan(20);
  expect(read.flatMap(({ faults }) => faults)).toEqual([]);
  const series = read.flatMap((each) => each.series);
  expect(series.filter((name) => !KNOWN_SERIES.has(name))).toEqual([]);
});

test("OBS-01 the dashboard of a model reads every metric of the contract", () => {
  const text = JSON.stringify(dashboards(dashboardsPlan()).find(({ uid }) => uid === "api-ranker"));
  for (const name of Object.keys(MODEL_METRICS)) expect(text).toContain(name);
});

const GPU_MODEL = { ...MODEL, name: "vision", nodeGroup: "gpu", gpus: 1 };
const withGpus = (
  components: object = { "gpu-metrics": {} },
  models: readonly object[] = [MODEL, GPU_MODEL],
) =>
  planWith("ml-inference-prod", {
    components: { ...PARTS.components, ...components },
    cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.12xlarge"] } } },
    models,
  });
const expressionsOf = (plan: ReturnType<typeof dashboardsPlan>, uid: string): string[] =>
  dashboards(plan)
    .filter((each) => each["uid"] === uid)
    .flatMap((each) => asArray(each["panels"]))
    .flatMap((panel) => asArray(asObject(panel)["targets"]))
    .map((target) => String(asObject(target)["expr"]));

test("OBS-01 every expression with GPUs is valid, and all counters of the exporter are shown", () => {
  const read = expressions(withGpus()).map(readExpression);
  expect(read.flatMap(({ faults }) => faults)).toEqual([]);
  const series = new Set(read.flatMap((each) => each.series));
  expect([...series].filter((name) => !KNOWN_SERIES.has(name))).toEqual([]);
  expect([...series].filter((name) => name.startsWith("DCGM_")).sort()).toEqual(OF_GPU_EXPORTER);
});

test("OBS-01 the dashboard of a model with GPUs reads the GPUs of its own pods only", () => {
  const gpu = expressionsOf(withGpus(), "api-vision").filter((each) => each.includes("DCGM_"));
  expect(gpu).toHaveLength(5);
  for (const expression of gpu) {
    const selectors = expression.match(/DCGM_[A-Z_]+(\{[^}]*\})?/g) ?? [];
    for (const each of selectors) {
      expect(each).toMatch(/\{exported_namespace="ml-inference",exported_container="vision"\}$/);
    }
  }
});

test("OBS-01 GPUs are in the overview and in dashboards of models with GPUs, and only with their exporter", () => {
  const shown = (plan: ReturnType<typeof dashboardsPlan>) =>
    dashboards(plan)
      .filter((each) => JSON.stringify(each).includes("DCGM_"))
      .map(({ uid }) => uid);
  expect(shown(withGpus())).toEqual(["api-vision", "overview"]);
  expect(shown(withGpus({}))).toEqual([]);
});

test("OBS-01 the overview counts GPUs that no pod has", () => {
  expect(expressionsOf(withGpus(), "overview")).toContain(
    'count by (Hostname) (DCGM_FI_DEV_GPU_UTIL{exported_pod=""})',
  );
});

test("OBS-01 the cost of requests of a model with GPUs counts its GPUs, also without their exporter", () => {
  const [cost] = expressionsOf(withGpus({}), "api-vision").filter((each) => each.includes("1e6"));
  expect(cost).toContain('resource="nvidia_com_gpu"');
  const { usd } = instancePriceIn("g5.12xlarge", "ap-southeast-2") ?? {};
  // A g5.12xlarge has four GPUs.
  expect(cost).toContain(`* ${Number((Number(usd) / 4).toPrecision(4))} / 3600`);
});

test("OBS-01 a fault of an expression is found with its place", () => {
  expect(readExpression("sum(rate(a[5m])").faults).toHaveLength(1);
  expect(readExpression("sum by (pod) (b{c='d'}) / 2")).toEqual({ faults: [], series: ["b"] });
});

test("OBS-01 panels do not overlap, and each has a title and a description", () => {
  for (const { panels: all } of dashboards(dashboardsPlan())) {
    const places = asArray(all ?? null).map((panel) => {
      const { gridPos, title, description } = asObject(panel);
      expect([title, description]).not.toContain("");
      const { x, y } = asObject(gridPos ?? null);
      return `${String(x)}/${String(y)}`;
    });
    expect(new Set(places).size).toBe(places.length);
  }
});

test("OBS-01 the cost of requests has the price of the node of the model, and is missing without one", () => {
  const cost = (plan: ReturnType<typeof dashboardsPlan>) =>
    panels(plan).filter(({ title }) => String(title).startsWith("Cost"));
  // t3.medium with two vCPUs at 0.0528 USD in ap-southeast-2
  expect(JSON.stringify(cost(dashboardsPlan()))).toContain("* 0.0264 / 3600");
  const several = { cluster: { nodeGroups: { general: { instanceTypes: ["t3.medium", "t3a.medium"] } } } };
  expect(cost(planWith("ml-inference-prod", { ...PARTS, ...several, models: [MODEL] }))).toEqual([]);
});

test("OBS-01 long names of models have different dashboards", () => {
  const long = "a-model-with-quite-a-long-name-and-version";
  const models = ["1", "2"].map((ending) => ({ ...MODEL, name: `${long}-${ending}` }));
  const uids = dashboards(dashboardsPlan(models)).map(({ uid }) => String(uid));
  expect(new Set(uids).size).toBe(3);
  for (const uid of uids) expect(uid.length).toBeLessThanOrEqual(40);
});

const chatPlan = () => planWith("ml-inference-prod", { ...PARTS, ...onGpus("g6.xlarge"), models: [CHAT] });

test("OBS-01 the dashboard of a language model shows errors, the first token, tokens, the queue and the cache", () => {
  const titles = dashboards(chatPlan())
    .filter(({ uid }) => uid === "api-chat")
    .flatMap(({ panels: all }) => asArray(all ?? null).map((panel) => asObject(panel)["title"]));
  expect(titles.slice(0, 7)).toEqual([
    "Requests",
    "Errors",
    "Latency",
    "Requests in flight",
    "Requests that wait",
    "KV cache in use",
    "Tokens in a second",
  ]);
  expect(titles.at(-1)).toBe("Cost of a million generated tokens");
});

test("OBS-01 the dashboard of a language model reads series of the source of vLLM, with labels that they have", () => {
  const read = expressionsOf(chatPlan(), "api-chat").map(readExpression);
  const own = read.flatMap(({ series }) => series).filter((name) => /^(vllm:|http_)/.test(name));
  expect(own.length).toBeGreaterThan(8);
  expect(own.filter((name) => !VLLM_SERIES.has(name))).toEqual([]);
  expect(read.flatMap(({ faults }) => faults)).toEqual([]);
});

test("OBS-01 the latency of a language model is the time to its first token, and its panel says so", () => {
  const latency = panels(chatPlan()).find(({ description }) => /first token/.test(String(description)));
  expect(latency?.["title"]).toBe("Latency");
});
