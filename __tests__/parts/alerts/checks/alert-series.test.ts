import { alertSeries } from "../../../../src/parts/alerts/checks/alert-series";
import { seriesIn } from "../../../../src/parts/alerts/checks/read-series";
import { alertsPlan, alertsPlanWithGpus } from "../../../support/alerts";
import { type Editable, environmentPlan } from "../../../support/altered";
import { type Edit, foundBy, newlyFound } from "../../../support/findings";
import { planOf } from "../../../support/reference-plans";

const WITH_GPUS = alertsPlanWithGpus();

/** Edits the rules of a release of rules. */
const rules =
  (layer: "platform" | "models", name: string, edit: (all: Editable[]) => Editable[]): Edit =>
  (layers) => {
    const release = layers[layer].resource["helm_release"][name] as Editable;
    const values = JSON.parse(release["values"][0] as string) as Editable;
    const group = values["resources"][0].spec.groups[0] as Editable;
    group["rules"] = edit(group["rules"] as unknown as Editable[]) as unknown as Editable;
    release["values"] = [JSON.stringify(values)];
  };
const without = (alert: string) => (all: Editable[]) => all.filter((each) => String(each["alert"]) !== alert);

test.each([
  ["a model with metrics", alertsPlan()],
  ["GPUs", WITH_GPUS],
  ["all parts", planOf("ml-platform")],
])("OBS-02 an environment with %s has an alert for each series that could be missing", (_, plan) => {
  expect(foundBy(alertSeries, environmentPlan(plan))).toEqual([]);
});

test("OBS-02 alerts on requests are reported without an alert on their series", () => {
  const lines = newlyFound(
    [alertSeries],
    alertsPlan(),
    rules("models", "alert_rules", without("ModelSeriesMissing")),
  );
  expect(lines.join("\n")).toContain(
    'alert ModelErrors: no alert fires if model_requests_total{code=~"5.."} of ml-inference/api never appears',
  );
  expect(lines.join("\n")).toContain(
    'model_request_duration_seconds_bucket{le=~"1|1.0"} of ml-inference/api',
  );
});

test("OBS-02 alerts on the cluster are reported without an alert on the series of exporters", () => {
  const edit = rules("platform", "platform_alerts", (all) =>
    without("GpuSeriesMissing")(without("ExporterSeriesMissing")(all)),
  );
  const lines = newlyFound([alertSeries], WITH_GPUS, edit).join("\n");
  for (const metric of [
    "kube_node_status_condition",
    "node_filesystem_avail_bytes",
    "kubelet_volume_stats_available_bytes",
    "alertmanager_notifications_failed_total",
    "DCGM_FI_DEV_XID_ERRORS",
    "kube_pod_status_unschedulable",
  ])
    expect(lines).toContain(metric);
});

test("OBS-02 an alert on a metric of another program is reported", () => {
  const edit = rules("platform", "platform_alerts", (all) => [
    ...all,
    {
      ...(all[0] as Editable),
      alert: "Queue",
      expr: "max by (queue) (queue_length[5m]) > 7",
    } as unknown as Editable,
  ]);
  expect(newlyFound([alertSeries], alertsPlan(), edit)).toEqual([
    expect.stringContaining("alert Queue: no alert fires if queue_length never appears"),
  ]);
});

test("OBS-02 alerts that choose series by a label are reported if the alert on missing series asks without it", () => {
  const edit = rules("platform", "platform_alerts", (all) =>
    all.map((rule) =>
      String(rule["alert"]) === "ExporterSeriesMissing"
        ? ({ ...rule, expr: String(rule["expr"]).replaceAll(/\{[^}]*\}/g, "") } as unknown as Editable)
        : rule,
    ),
  );
  const lines = newlyFound([alertSeries], alertsPlan(), edit).join("\n");
  for (const series of [
    'alertmanager_notifications_failed_total{integration="sns"}',
    'node_filesystem_avail_bytes{mountpoint="/",fstype!=""}',
    'kube_node_status_condition{condition="Ready",status="true"}',
  ])
    expect(lines).toContain(`no alert fires if ${series} never appears`);
});

test("OBS-02 any value of a label tells that a counter of requests has it, and none that it may lack it", () => {
  const edit = rules("models", "alert_rules", (all) =>
    all.map((rule) =>
      String(rule["alert"]) === "ModelSeriesMissing"
        ? ({ ...rule, expr: String(rule["expr"]).replace(',code=~".+"', "") } as unknown as Editable)
        : rule,
    ),
  );
  const lines = newlyFound([alertSeries], alertsPlan(), edit);
  expect(lines).not.toEqual([]);
  for (const line of lines)
    expect(line).toContain('alert ModelErrors: no alert fires if model_requests_total{code=~"5.."} of');
});

test("OBS-02 series of an expression are read without functions, labels, times and texts", () => {
  const expression =
    'label_replace(absent(a{x="y"}), "metric", "not_read", "", "") or sum by (pod) (rate(b_count{namespace="n",service="s"}[5m])) / on () c_total > 1e3 and d offset 1h';
  expect(seriesIn(expression)).toEqual([
    { metric: "a", matchers: [{ label: "x", text: 'x="y"' }], asksAbsence: true },
    { metric: "b_count", target: "n/s", matchers: [], asksAbsence: false },
    { metric: "c_total", matchers: [], asksAbsence: false },
    { metric: "d", matchers: [], asksAbsence: false },
  ]);
});

const vllmRules = (...expressions: string[]): Edit =>
  rules("models", "alert_rules", (all) => [
    ...all,
    ...expressions.map(
      (expr, index) =>
        ({ alert: `Own${index}`, expr, for: "5m", labels: {}, annotations: {} }) as unknown as Editable,
    ),
  ]);

test("ML-01 an alert on a series of vLLM that this version does not have is reported, with its name there", () => {
  const renamed = newlyFound(
    [alertSeries],
    alertsPlan(),
    vllmRules("max(vllm:gpu_cache_usage_perc) > 0.9", "absent(vllm:gpu_cache_usage_perc)"),
  );
  expect(renamed.join("\n")).toContain(
    "alert Own0: vllm:gpu_cache_usage_perc is no series of vLLM 0.33.0; did you mean vllm:kv_cache_usage_perc?",
  );
  expect(renamed.join("\n")).toContain("alert Own1: vllm:gpu_cache_usage_perc is no series");
});

test("ML-01 an alert on series of vLLM, of its histograms and of recording rules is accepted", () => {
  const read = ["vllm:kv_cache_usage_perc", "vllm:time_to_first_token_seconds_bucket", "vllm:own:rate5m"];
  const lines = newlyFound(
    [alertSeries],
    alertsPlan(),
    rules("models", "alert_rules", (all) => [
      ...all,
      ...([
        { record: "vllm:own:rate5m", expr: "vector(1)" },
        ...read.map((metric) => ({
          alert: "Own",
          expr: `absent(${metric})`,
          for: "5m",
          labels: {},
          annotations: {},
        })),
      ] as unknown as Editable[]),
    ]),
  );
  expect(lines).toEqual([]);
});
