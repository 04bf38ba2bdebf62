import { RECORDED_SERVERS } from "../../../src/parts/alerts/facts/cases/model-servers";
import { ruleGroupsOf, rulesIn } from "../../../src/parts/alerts/model/alerting-rules";
import { SERVER_METRICS } from "../../../src/environment/servers";
import { VLLM_FACTS } from "../../../src/evidence/vllm";
import { alertsPlan } from "../../support/alerts";
import { environmentPlan } from "../../support/altered";
import { CHAT, onGpus } from "../../support/llm";
import { readExpression } from "../../support/promql";

const rulesOf = () => {
  const plan = alertsPlan({}, { ...onGpus("g6.xlarge"), models: [CHAT] });
  return ruleGroupsOf(environmentPlan(plan)).flatMap(rulesIn);
};
const seriesOfServer = (): string[] =>
  rulesOf()
    .flatMap((rule) => readExpression(String(rule["expr"])).series)
    .filter((name) => /^(vllm:|http_)/.test(name));

test("OBS-02 alerts on a language model read failed requests and the time to the first token, in series that vLLM has", () => {
  const read = new Set(seriesOfServer());
  expect([...read].sort()).toEqual([
    "http_requests_total",
    "vllm:time_to_first_token_seconds_bucket",
    "vllm:time_to_first_token_seconds_count",
  ]);
  expect(VLLM_FACTS.metrics["vllm:time_to_first_token_seconds"]?.type).toBe("histogram");
  expect(VLLM_FACTS.metrics["http_requests_total"]).toMatchObject({
    type: "counter",
    labels: ["method", "status", "handler"],
  });
});

test("OBS-02 failed requests of a language model are those of the class 5xx, as its server counts them", () => {
  const errors = rulesOf().filter((rule) => rule["alert"] === "ModelErrors");
  expect(errors).toHaveLength(2);
  for (const { expr } of errors) {
    expect(expr).toContain('http_requests_total{namespace="ml-inference",service="chat",status=~"5xx"}');
    expect(expr).not.toContain("code=");
  }
});

test("OBS-02 the runbook of a language model names no page of another server", () => {
  const rules = JSON.stringify(rulesOf());
  expect(rules).toContain("docs/parts/llm.md");
  expect(rules).not.toContain("kserve.md");
});

test("OBS-02 the recorded series of vLLM have the buckets of its source", () => {
  const { duration, buckets } = RECORDED_SERVERS.vllm;
  expect(duration).toBe(SERVER_METRICS.llm.duration.metric);
  expect(buckets.map((bound) => Number(bound.replace("+Inf", "Infinity")))).toEqual([
    ...(VLLM_FACTS.metrics[duration]?.buckets ?? []),
    Infinity,
  ]);
});
