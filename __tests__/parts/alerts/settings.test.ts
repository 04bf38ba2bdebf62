import { COMPONENTS } from "../../../src/parts/generated/registry";
import { alertRulesOf } from "../../../src/parts/alerts/rules";
import { type AlertSettings, settings } from "../../../src/parts/alerts/settings";
import { configWith } from "../../support/environments";
import { requirementRules } from "../../../src/platform/rules/requirements";

const EMAIL = "oncall@example.com";

test.each([
  ["no recipient", {}],
  ["something that is no address", { email: "oncall" }],
  ["a target that the fastest rate cannot exceed", { email: EMAIL, availabilityPercent: 90 }],
  ["a target without any budget", { email: EMAIL, availabilityPercent: 100 }],
  ["a latency between two buckets", { email: EMAIL, latencySeconds: 0.7 }],
  ["an unknown key", { email: EMAIL, topicArn: "arn:aws:sns:eu-west-1:1:x" }],
  ["an unknown key of a model", { email: EMAIL, models: { api: { latency: 1 } } }],
])("OBS-02 %s is refused", (_, given) => {
  expect(settings.safeParse(given).success).toBe(false);
});

test("OBS-02 without Prometheus, the part is refused with the key to add", () => {
  const config = configWith("ml-inference-prod", { components: { alerts: { email: EMAIL } } });
  expect(requirementRules(config, COMPONENTS)).toContainEqual(
    expect.objectContaining({
      path: ["components", "alerts"],
      fix: "add components.prometheus, which Alerts needs",
    }),
  );
});

test("OBS-02 objectives of a model without metrics, or of none, are refused with the models that have them", () => {
  const config = configWith("ml-inference-prod", {
    models: [
      { name: "api", image: { tag: "1" }, metricsPath: "/metrics" },
      { name: "quiet", image: { tag: "1" } },
    ],
  });
  const problems = (models: object) =>
    alertRulesOf(settings.parse({ email: EMAIL, models }) as AlertSettings, config).map(
      ({ got, expected }) => [got, expected],
    );
  expect(problems({ api: { latencySeconds: 0.5 } })).toEqual([]);
  const expected = "a model with metrics: api";
  expect(problems({ quiet: {}, gone: {}, constructor: {} })).toEqual([
    ["quiet, which has no metricsPath", expected],
    ["gone, which is no model", expected],
    ["constructor, which is no model", expected],
  ]);
});
