import { networkPolicyPaths } from "../../../src/checks/network/network-policy-paths";
import { networkPolicyWide } from "../../../src/checks/network/network-policy-wide";
import { namespaceDefaultDeny } from "../../../src/checks/workload/namespace-default-deny";
import { selectors } from "../../../src/checks/workload/selectors";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { gpuMetricsPlan } from "../../support/gpu-metrics";
import { prometheusPlan } from "../../support/prometheus";

const CHECKS = [networkPolicyPaths, networkPolicyWide, namespaceDefaultDeny, selectors];

const found = (edit: (policies: Editable) => void): string =>
  CHECKS.flatMap((check) =>
    foundBy(
      check,
      altered(gpuMetricsPlan(), ({ platform }) =>
        edit(platform.resource.kubernetes_network_policy_v1 as Editable),
      ),
    ),
  ).join("\n");

test("GPU-03 no policy of the exporter has a finding", () => {
  expect(CHECKS.flatMap((check) => foundBy(check, environmentPlan(gpuMetricsPlan())))).toEqual([]);
});

test("GPU-03 the exporter accepts Prometheus only, and opens no connection", () => {
  const policies = environmentPlan(gpuMetricsPlan())
    .resources("kubernetes_network_policy_v1")
    .filter(({ address }) => address.includes("gpu_exporter"));
  expect(policies).toHaveLength(2);
  const [own] = policies.filter(({ config }) => JSON.stringify(config).includes("9400"));
  expect(own?.config["spec"]).toMatchObject({ policy_types: ["Ingress", "Egress"] });
  expect(JSON.stringify(own?.config["spec"])).not.toContain('"egress"');
});

test("GPU-03 the release comes after its policies", () => {
  const [release] = environmentPlan(gpuMetricsPlan())
    .resources("helm_release")
    .filter(({ config }) => config["name"] === "dcgm-exporter");
  expect(JSON.stringify(release?.config["depends_on"])).toContain(
    "kubernetes_network_policy_v1.gpu_exporter",
  );
});

test("GPU-03 without GPU metrics, Prometheus may not connect to their port", () => {
  expect(prometheusPlan().text("platform")).not.toContain("9400");
});

test.each<[what: string, edit: (policies: Editable) => void, message: string]>([
  [
    "an exporter that Prometheus does not reach",
    (policies) => delete policies["gpu_exporter_dcgm_exporter"].spec.ingress,
    "dcgm-exporter",
  ],
  [
    "a Prometheus that may not connect to it",
    (policies) => {
      const { spec } = policies["monitoring_prometheus"] as Editable;
      spec.egress = (spec.egress as Editable[]).filter((rule) => !JSON.stringify(rule).includes("9400"));
    },
    "dcgm-exporter",
  ],
  [
    "a namespace that denies nothing by default",
    (policies) => {
      for (const name of Object.keys(policies)) {
        if (/gpu_exporter.*deny/.test(name)) Reflect.deleteProperty(policies, name);
      }
    },
    "no policy denies ingress by default",
  ],
])("GPU-03 checks find %s", (_, edit, message) => {
  expect(found(edit)).toContain(message);
});
