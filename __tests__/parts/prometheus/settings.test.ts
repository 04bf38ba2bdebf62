import { COMPONENTS } from "../../../src/parts/generated/registry";
import { partRules } from "../../../src/parts/part-rules";
import { settings } from "../../../src/parts/prometheus/settings";
import { configWith } from "../../support/environments";
import { rules } from "../../../src/environment/rules/all";
import { requirementRules } from "../../../src/platform/rules/requirements";

const withParts = (components: object, over: object = {}) =>
  configWith("ml-inference-prod", { components, ...over });

test.each([
  ["no retention", { retentionDays: 0 }],
  ["more than a year", { retentionDays: 366 }],
  ["a volume that is too small", { storageGiB: 9 }],
  ["more than EBS offers", { storageGiB: 16_385 }],
  ["no memory", { memoryGiB: 0 }],
  ["a size as text", { storageGiB: "50Gi" }],
  ["an unknown key", { replicas: 2 }],
])("PROM-02 %s is refused", (_, given) => {
  expect(settings.safeParse(given).success).toBe(false);
});

test("PROM-02 without volumes, the part is refused with the key to add", () => {
  expect(requirementRules(withParts({ prometheus: {} }), COMPONENTS)).toEqual([
    {
      path: ["components", "prometheus"],
      got: "Prometheus stack without volumes",
      expected: "a part that provides volumes",
      fix: "add components.ebs-csi, which Prometheus stack needs",
    },
  ]);
  expect(requirementRules(withParts({ prometheus: {}, "ebs-csi": {} }), COMPONENTS)).toEqual([]);
});

test("PROM-02 another release of Prometheus is refused beside it, and the same one is not", () => {
  const problems = (prometheusRelease: string) =>
    partRules(withParts({ prometheus: {}, "ebs-csi": {} }, { prometheusRelease }));
  expect(problems("kube-prometheus-stack")).toEqual([]);
  expect(problems("other")).toEqual([
    {
      path: ["prometheusRelease"],
      expected: "no prometheusRelease with components.prometheus, whose release is kube-prometheus-stack",
      fix: "remove prometheusRelease, or remove components.prometheus",
    },
  ]);
});

test("PROM-02 a metricsPath needs the part or a release of others", () => {
  const models = [{ name: "api", image: { tag: "1.0.0" }, metricsPath: "/metrics" }];
  const problems = (components: object) =>
    rules(withParts(components, { models })).map(({ expected }) => expected);
  expect(problems({})).toEqual(["no metricsPath without components.prometheus or prometheusRelease"]);
  expect(problems({ prometheus: {}, "ebs-csi": {} })).toEqual([]);
});
