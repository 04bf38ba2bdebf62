import { type JsonObject, asArray, asObject } from "../../../src/terraform/stack-json";
import { networkPolicyPaths } from "../../../src/checks/network/network-policy-paths";
import { networkPolicyWide } from "../../../src/checks/network/network-policy-wide";
import { statedIn } from "../../../src/infrastructure/stated";
import { scrapedModels } from "../../../src/parts/prometheus/checks/scraped-models";
import { ruleGroupsOf, rulesIn } from "../../../src/parts/alerts/model/alerting-rules";
import { alertRulesOf } from "../../../src/parts/alerts/rules";
import { type AlertSettings, settings } from "../../../src/parts/alerts/settings";
import { alertSeries } from "../../../src/parts/alerts/checks/alert-series";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { KNOWN_SERIES } from "../../support/exported-metrics";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { PARTS, SERVED } from "../../support/kserve";
import { readExpression } from "../../support/promql";

const EMAIL = "oncall@example.com";
const OWN = { name: "api", image: { tag: "1" }, metricsPath: "/metrics" };
const COMPONENTS = { ...PARTS, "ebs-csi": {}, prometheus: {}, alerts: { email: EMAIL } };
const PLAN = planWith("ml-inference-prod", {
  components: COMPONENTS,
  models: [{ ...SERVED, nodeGroup: "general" }],
});

const monitors = (plan = PLAN): JsonObject[] =>
  plan
    .stack("models")
    .resources("helm_release")
    .flatMap(({ config }) => asArray(config["values"] ?? null))
    .flatMap((values) => asArray(asObject(JSON.parse(String(values)) as JsonObject)["resources"] ?? null))
    .map(asObject)
    .filter(({ kind }) => kind === "ServiceMonitor");
const alerts = (): JsonObject[] =>
  ruleGroupsOf(environmentPlan(PLAN))
    .flatMap(rulesIn)
    .filter(({ labels }) => asObject(labels ?? null)["model"] === SERVED.name);
const alertsNamed = (name: string): string[] =>
  alerts()
    .filter((each) => each["alert"] === name)
    .map(({ expr }) => String(expr));

test("API-09 a monitor of a model of KServe reads /metrics of one Service, and leaves out that of KServe with the same labels", () => {
  expect(monitors().map(({ spec }) => spec)).toEqual([
    {
      selector: {
        matchLabels: {
          "app.kubernetes.io/name": "fraud-detection",
          "app.kubernetes.io/component": "model-api",
        },
        matchExpressions: [{ key: "serving.kserve.io/inferenceservice", operator: "DoesNotExist" }],
      },
      endpoints: [{ port: "http", path: "/metrics" }],
    },
  ]);
  expect(foundBy(scrapedModels, environmentPlan(PLAN))).toEqual([]);
});

/** Edits the custom objects of the models' releases. */
const editObjects =
  (edit: (objects: Editable[]) => Editable[]): Edit =>
  ({ models }) => {
    for (const release of Object.values(models.resource["helm_release"] ?? {}) as Editable[]) {
      const values = JSON.parse(release["values"][0] as string) as Editable;
      values["resources"] = edit(values["resources"] as Editable[]);
      release["values"] = [JSON.stringify(values)];
    }
  };
const isMonitorOf =
  (model: string) =>
  ({ kind, metadata }: Editable): boolean =>
    kind === "ServiceMonitor" && (metadata as Editable)["name"] === model;

test.each<readonly [string, (spec: Editable) => void, string]>([
  [
    "of another path",
    (spec) => Object.assign(spec["endpoints"][0], { path: "/stats" }),
    "its path is /stats, expected /metrics",
  ],
  [
    "that selects the Service of KServe",
    (spec) => delete spec["selector"].matchExpressions,
    "it also selects the Service of KServe",
  ],
])("API-09 a monitor of a model of KServe %s is reported", (_, change, message) => {
  const edit = editObjects((objects) => {
    objects.filter(isMonitorOf(SERVED.name)).forEach((monitor) => change(monitor["spec"] as Editable));
    return objects;
  });
  expect(newlyFound([scrapedModels], PLAN, edit).join()).toContain(message);
});

/** A model of KServe and one with an image of its own, as their file states them. */
const BOTH = planWith("ml-inference-prod", {
  components: COMPONENTS,
  models: [SERVED, OWN].map((model) => ({ ...model, nodeGroup: "general" })),
});
const STATED = statedIn([
  { path: ["components", "prometheus", "retentionDays"], value: 15 },
  { path: ["models", 0, "name"], value: SERVED.name },
  { path: ["models", 1, "name"], value: OWN.name },
  { path: ["models", 1, "metricsPath"], value: OWN.metricsPath },
]);
const foundIn = (edit: Edit, stated = STATED): string[] =>
  foundBy(scrapedModels, altered(BOTH, edit), { statedOf: () => stated });

test.each([
  [
    SERVED.name,
    `helm_release.fraud_detection_inference: no ServiceMonitor selects the pods of ${SERVED.name}, whose metrics are at /metrics`,
  ],
  [
    OWN.name,
    "kubernetes_deployment_v1.api: no ServiceMonitor selects the pods of api, whose metrics are at /metrics",
  ],
])("API-09 a removed monitor of %s is reported", (model, message) => {
  expect(foundIn(() => undefined)).toEqual([]);
  expect(foundIn(editObjects((objects) => objects.filter((each) => !isMonitorOf(model)(each))))).toEqual([
    message,
  ]);
});

test("API-09 without Prometheus in the file, a model of KServe needs no monitor", () => {
  const edit = editObjects((objects) => objects.filter((each) => !isMonitorOf(SERVED.name)(each)));
  const stated = statedIn([{ path: ["models", 0, "name"], value: SERVED.name }]);
  expect(foundIn(edit, stated)).toEqual([]);
  const ofOthers = statedIn([
    { path: ["models", 0, "name"], value: SERVED.name },
    { path: ["prometheusRelease"], value: "monitoring" },
  ]);
  expect(foundIn(edit, ofOthers)).toHaveLength(1);
});

test("API-09 without Prometheus, a model of KServe has no monitor", () => {
  expect(monitors(planWith("retail-forecast", { components: PARTS, models: [SERVED] }))).toEqual([]);
});

/** Peers of rules of the network policies of a layer, which an edit removes by their text. */
const withoutPeers =
  (layer: "models" | "platform", policy: string, key: "ingress" | "egress", of: string): Edit =>
  (layers) => {
    const { spec } = (layers[layer].resource["kubernetes_network_policy_v1"] as Editable)[policy] as Editable;
    const peers = key === "ingress" ? "from" : "to";
    spec[key] = (spec[key] as Editable[])
      .map((rule) => ({
        ...rule,
        [peers]: (rule[peers] as Editable[]).filter((peer) => !JSON.stringify(peer).includes(`"${of}"`)),
      }))
      .filter((rule) => (rule as Editable)[peers].length > 0);
  };

test("API-09 network policies open the port of a model of KServe to Prometheus, and no more", () => {
  expect(foundBy(networkPolicyPaths, environmentPlan(PLAN))).toEqual([]);
  expect(foundBy(networkPolicyWide, environmentPlan(PLAN))).toEqual([]);
});

test.each<readonly [string, Edit, string]>([
  [
    "ingress of the model",
    withoutPeers("models", "fraud_detection", "ingress", "prometheus"),
    "no network policy of fraud-detection-predictor allows ingress on TCP 8080 from Prometheus",
  ],
  [
    "egress of Prometheus",
    withoutPeers("platform", "monitoring_prometheus", "egress", "fraud-detection"),
    "no network policy of prometheus-kube-prometheus-stack-prometheus allows egress on TCP 8080 to fraud-detection-predictor: metrics of models",
  ],
])("API-09 a removed rule of the %s for metrics of KServe is reported", (_, edit, message) => {
  expect(newlyFound([networkPolicyPaths], PLAN, edit)).toEqual([expect.stringContaining(message)]);
});

test("OBS-02 a model of KServe has alerts on slow requests and missing metrics, and none on errors, which its server does not count", () => {
  const names = new Set(alerts().map((each) => String(each["alert"])));
  expect([...names].filter((name) => /Errors|Slow|Metrics|Series/.test(name))).toEqual([
    "ModelSlow",
    "ModelMetricsMissing",
    "ModelSeriesMissing",
  ]);
});

test("OBS-02 alerts on requests of a model of KServe read its own series, which exist", () => {
  const read = alerts().map(({ expr }) => readExpression(String(expr)));
  expect(read.flatMap(({ faults }) => faults)).toEqual([]);
  expect(read.flatMap(({ series }) => series).filter((name) => !KNOWN_SERIES.has(name))).toEqual([]);
  for (const expression of alertsNamed("ModelSlow"))
    expect(expression).toContain('request_predict_seconds_bucket{namespace="ml-inference"');
  expect(alertsNamed("ModelSlow")).toHaveLength(2);
});

test("OBS-02 alerts of a model of KServe name its path, its histogram and the page of its server", () => {
  const of = (name: string): string =>
    JSON.stringify(alerts().find((each) => each["alert"] === name)?.["annotations"]);
  expect(of("ModelSeriesMissing")).toContain(
    "The path /metrics of fraud-detection answers without a bucket of request_predict_seconds up to 1 s, so its latency raises no alert",
  );
  expect(of("ModelSeriesMissing")).toContain("docs/parts/kserve.md");
  expect(of("ModelMetricsMissing")).toContain("call /metrics from the pod's own port");
});

test("OBS-02 missing series of a model of KServe are those that exist without a request", () => {
  const [missing = ""] = alertsNamed("ModelSeriesMissing");
  const target = 'namespace="ml-inference",service="fraud-detection"';
  expect(missing).toContain(`absent(python_info{${target}})`);
  expect(missing).toContain(
    `(sum(request_postprocess_seconds_count{${target}}) > 0 and on () absent(request_predict_seconds_bucket{${target},le=~"1|1.0"}))`,
  );
  expect(foundBy(alertSeries, environmentPlan(PLAN))).toEqual([]);
});

const problems = (given: object, models: readonly object[] = [SERVED, OWN]) =>
  alertRulesOf(
    settings.parse({ email: EMAIL, ...given }) as AlertSettings,
    configWith("ml-inference-prod", { components: COMPONENTS, models }),
  ).map(({ path, expected, fix }) => ({ path: path.join("."), expected, fix }));

test("OBS-02 a latency of a model is a bucket of its server", () => {
  expect(problems({ models: { "fraud-detection": { latencySeconds: 0.75 } } })).toEqual([]);
  expect(problems({ models: { api: { latencySeconds: 0.75 } } })).toEqual([
    {
      path: "components.alerts.models.api.latencySeconds",

      expected: "a bucket of the server of api: 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30",
      fix: "choose the next larger bucket",
    },
  ]);
});

test("OBS-02 the common latency is a bucket of each server, or the model has another one", () => {
  expect(problems({ latencySeconds: 30 })).toEqual([
    {
      path: "components.alerts.latencySeconds",

      expected:
        "a bucket of the server of fraud-detection: 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10",
      fix: "choose a bucket that all servers have, or set components.alerts.models.fraud-detection.latencySeconds",
    },
  ]);
  expect(problems({ latencySeconds: 30, models: { "fraud-detection": { latencySeconds: 10 } } })).toEqual([]);
});

test("OBS-02 an availability of a model whose server counts no status codes is refused", () => {
  expect(problems({ models: { "fraud-detection": { availabilityPercent: 99 } } })).toEqual([
    {
      path: "components.alerts.models.fraud-detection.availabilityPercent",

      expected: "no availabilityPercent of fraud-detection, whose server counts no status codes",
      fix: "remove it, and read the status codes of the load balancer",
    },
  ]);
});

test("OBS-01 a model of KServe has a dashboard of its own series, and is in the overview", () => {
  const text = (uid: string): string =>
    JSON.stringify(
      PLAN.stack("platform")
        .resources("kubernetes_config_map_v1")
        .find(({ config }) => JSON.stringify(config["metadata"]).includes(`dashboard-${uid}`)),
    );
  expect(text("api-fraud-detection")).toContain("request_predict_seconds_bucket");
  for (const title of ["Latency", "Requests", "Replicas"])
    expect(text("api-fraud-detection")).toContain(String.raw`\"title\":\"${title}\"`);
  expect(text("api-fraud-detection")).not.toMatch(/model_requests_total|model_load_seconds|in_flight/);
  expect(text("overview")).toContain("request_predict_seconds_bucket");
});
