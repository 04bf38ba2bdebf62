import { ruleGroupsOf, rulesIn } from "../../../src/parts/alerts/model/alerting-rules";
import { asObject } from "../../../src/terraform/stack-json";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { PARTS, SERVED } from "../../support/kserve";
import { type Sample, kserveSeries } from "../../support/kserve-metrics";
import { type ExpectedAlert, checkRules, testRules } from "./harness/promtool";
import { type Series } from "./harness/recorded-series";

const NAMESPACE = "ml-inference";
const PLAN = environmentPlan(
  planWith("ml-inference-prod", {
    components: { ...PARTS, "ebs-csi": {}, prometheus: {}, alerts: { email: "oncall@example.com" } },
    models: [{ ...SERVED, nodeGroup: "general" }],
  }),
);
const GROUPS = ruleGroupsOf(PLAN).map(({ group }) => group);
const RULES = ruleGroupsOf(PLAN).flatMap(rulesIn);

const MINUTES = 90;
const TARGET = {
  namespace: NAMESPACE,
  service: SERVED.name,
  pod: `${SERVED.name}-predictor-6d4cf56db6-x2x7k`,
};
const DEPLOYMENT = { namespace: NAMESPACE, deployment: `${SERVED.name}-predictor` };

const seriesOf = (metric: string, labels: Sample["labels"], values: string): Series => ({
  series: `${metric}{${Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(",")}}`,
  values,
});
const constant = (metric: string, labels: Sample["labels"], value: number): Series =>
  seriesOf(metric, labels, `${value}x${MINUTES}`);

const RUNS = [constant("kube_deployment_status_replicas_available", DEPLOYMENT, 2)];
const UP = constant("up", TARGET, 1);

/** Series that the server had in a state, at every minute. */
const steady = (samples: readonly Sample[]): Series[] =>
  samples.map(({ metric, labels, value }) => constant(metric, { ...TARGET, ...labels }, Number(value)));

/** Series of a server that answers: names and labels of the recorded ones, with requests in a minute of which some take 2 seconds. */
const answering = (all: number, slow: number): Series[] =>
  kserveSeries("answered").map(({ metric, labels, value }) => {
    const isFast = Number(labels["le"]?.replace("+Inf", "Infinity") ?? Infinity) < 2;
    return seriesOf(
      metric,
      { ...TARGET, ...labels },
      metric.startsWith("request_")
        ? `0+${isFast && metric.startsWith("request_predict_") ? all - slow : all}x${MINUTES}`
        : `${value}x${MINUTES}`,
    );
  });
const without = (series: readonly Series[], name: RegExp): Series[] =>
  series.filter((each) => !name.test(each.series));

/** An alert with the texts of its rule. */
function expected(alert: string, severity: string, labels: Sample["labels"]): ExpectedAlert {
  const rule = RULES.find(
    (each) => each["alert"] === alert && asObject(each["labels"] ?? null)["severity"] === severity,
  );
  if (!rule) throw new Error(`no rule ${alert}, ${severity}`);
  return {
    exp_labels: { severity, model: SERVED.name, ...labels },
    exp_annotations: rule["annotations"] as unknown as ExpectedAlert["exp_annotations"],
  };
}

/** Alerts on requests of the model. */
const OF_REQUESTS = ["ModelSlow", "ModelMetricsMissing", "ModelSeriesMissing"] as const;

/** Expects alerts of a case at its end, and no other alert on requests. */
async function expectOnly(
  input: readonly Series[],
  alerts: Partial<Record<(typeof OF_REQUESTS)[number], ExpectedAlert[]>>,
) {
  const questions = OF_REQUESTS.map((alertname) => ({
    alertname,
    eval_time: `${MINUTES - 1}m`,
    exp_alerts: alerts[alertname] ?? [],
  }));
  const { code, output } = await testRules(GROUPS, [...RUNS, ...input], questions);
  expect([code, output]).toEqual([0, expect.stringContaining("SUCCESS")]);
}

test("OBS-02 promtool accepts the rules of a model of KServe, and finds no lint", async () => {
  const { code, output } = await checkRules(GROUPS);
  expect([code, output]).toEqual([0, expect.stringContaining("SUCCESS")]);
});

test.each([
  ["no request since its start", steady(kserveSeries("start"))],
  ["requests that it refused before the model", steady(kserveSeries("refused"))],
  ["a request that failed in the model, and none that it answered", steady(kserveSeries("failed"))],
  ["an answer, and no request after it", steady(kserveSeries("answered"))],
  ["requests that it answers in time", answering(10, 0)],
  ["one of a hundred requests slow", answering(100, 1)],
])("OBS-02 a server of KServe with %s raises no alert", async (_, series) => {
  await expectOnly([UP, ...series], {});
});

test.each([
  ["nearly all requests slow", answering(10, 9), ["critical", "warning"]],
  ["four of ten requests slow all day", answering(10, 4), ["warning"]],
])("OBS-02 a server of KServe with %s raises ModelSlow", async (_, series, severities) => {
  await expectOnly([UP, ...series], {
    ModelSlow: severities.map((severity) => expected("ModelSlow", severity, {})),
  });
});

test.each([
  ["without the series of its start", without(steady(kserveSeries("start")), /^python_info/)],
  ["that answers without the histogram", without(answering(10, 0), /^request_predict_/)],
  ["without the bucket of the objective", without(answering(10, 0), /^request_predict_.*le="1\.0"/)],
])("OBS-02 a server of KServe %s raises ModelSeriesMissing", async (_, series) => {
  await expectOnly([UP, ...series], {
    ModelSeriesMissing: [expected("ModelSeriesMissing", "warning", DEPLOYMENT)],
  });
});

test("OBS-02 a server of KServe whose metrics are not read raises ModelMetricsMissing", async () => {
  await expectOnly([constant("up", TARGET, 0)], {
    ModelMetricsMissing: [expected("ModelMetricsMissing", "warning", DEPLOYMENT)],
  });
});
