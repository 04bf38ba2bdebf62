import fc from "fast-check";
import { MODEL_METRICS } from "../../../src/environment/facts/model-metrics";
import { BURN_RATES, LEAST_PERCENT, burns } from "../../../src/parts/alerts/burn-rate";
import { requests } from "../../../src/parts/alerts/facts/cases/model-series";
import { RECORDED_SERVERS } from "../../../src/parts/alerts/facts/cases/model-servers";
import { ruleGroupsOf, rulesIn } from "../../../src/parts/alerts/model/alerting-rules";
import { type JsonObject } from "../../../src/terraform/stack-json";
import { alertsPlan } from "../../support/alerts";
import { environmentPlan } from "../../support/altered";
import { KNOWN_SERIES } from "../../support/exported-metrics";
import { readExpression } from "../../support/promql";

const MODEL = { name: "api", image: { tag: "1.0.0" }, metricsPath: "/metrics" };

const rulesOf = (plan = alertsPlan()): JsonObject[] => ruleGroupsOf(environmentPlan(plan)).flatMap(rulesIn);
const namesOf = (plan = alertsPlan()): string[] => rulesOf(plan).map((rule) => String(rule["alert"]));

test("OBS-02 every expression of every alert is valid, and names metrics that exist", () => {
  const read = rulesOf().map((rule) => readExpression(String(rule["expr"])));
  expect(read.length).toBeGreaterThan(15);
  expect(read.flatMap(({ faults }) => faults)).toEqual([]);
  expect(read.flatMap(({ series }) => series).filter((name) => !KNOWN_SERIES.has(name))).toEqual([]);
});

test("OBS-02 recorded requests are series of the contract of models, with its buckets", () => {
  const recorded = requests({
    name: "api",
    namespace: "models",
    deployment: "api",
    container: "api",
    autoscales: false,
    scales: false,
    server: RECORDED_SERVERS.Deployment,
  });
  const bounds = recorded.flatMap(({ labels }) => (labels["le"] === undefined ? [] : [labels["le"]]));
  const { buckets } = MODEL_METRICS.model_request_duration_seconds;
  expect(bounds.map((bound) => Number(bound.replace("+Inf", "Infinity")))).toEqual([...buckets, Infinity]);
  expect(recorded.map(({ metric }) => metric).filter((metric) => !KNOWN_SERIES.has(metric))).toEqual([]);
});

test("OBS-02 a model without metrics has alerts on its pods and none on its requests", () => {
  const plan = alertsPlan({}, { models: [{ ...MODEL, metricsPath: undefined }] });
  expect(namesOf(plan)).toContain("ModelUnavailable");
  expect(namesOf(plan).filter((name) => /Errors|Slow|Metrics/.test(name))).toEqual([]);
});

test("OBS-02 a model with a fixed number of replicas has no alert on the maximum", () => {
  expect(namesOf()).toContain("ModelAtMaximum");
  const fixed = alertsPlan({}, { models: [{ ...MODEL, replicas: { min: 2, max: 2 } }] });
  expect(namesOf(fixed)).not.toContain("ModelAtMaximum");
});

test("OBS-02 objectives of a model replace the common ones, each by itself", () => {
  const plan = alertsPlan({ latencyPercent: 99, models: { api: { latencySeconds: 0.25 } } });
  const slow = rulesOf(plan).filter((rule) => rule["alert"] === "ModelSlow");
  expect(slow).toHaveLength(2);
  for (const { expr } of slow) expect(String(expr)).toContain('le="0.25"');
  // 14.4 times the 1 % that 99 % leaves
  expect(String(slow[0]?.["expr"])).toContain("> 0.144");
});

test("OBS-02 whole bounds are read with and without a decimal", () => {
  expect(JSON.stringify(rulesOf())).toContain('le=~\\"1|1.0\\"');
});

test("OBS-02 the rate of every allowed target is one that requests can have", () => {
  const requests = { bad: (window: string) => `b${window}`, all: (window: string) => `a${window}` };
  fc.assert(
    fc.property(fc.integer({ min: LEAST_PERCENT * 100, max: 9999 }), (hundredths) => {
      for (const rate of BURN_RATES) {
        const [, limit = ""] = / > ([\d.e-]+) and/.exec(burns(requests, hundredths / 100, rate)) ?? [];
        expect(Number(limit)).toBeGreaterThan(0);
        expect(Number(limit)).toBeLessThan(1);
      }
    }),
  );
});

test("OBS-02 without alerts, the environment has no rules, topics or alarms", () => {
  const plan = alertsPlan({}, { components: { "ebs-csi": {}, prometheus: {}, "cluster-autoscaler": {} } });
  expect(rulesOf(plan)).toEqual([]);
  expect(plan.stack("cluster").resources("aws_sns_topic")).toEqual([]);
});
