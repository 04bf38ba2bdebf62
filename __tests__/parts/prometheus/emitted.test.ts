import { CHECKS } from "../../../src/checks/all";
import { runChecks } from "../../../src/checks/run";
import { volumeLines } from "../../../src/cost/volumes";
import { NO_OWN_PRICES } from "../../../src/cost/own-prices";
import { USUAL } from "../../../src/cost/line";
import { asObject } from "../../../src/terraform/stack-json";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { TODAY } from "../../support/findings";
import { prometheusPlan } from "../../support/prometheus";
import { type Plan } from "../../support/plan";
import { versionOfChart } from "../../support/chart-versions";

const releaseOf = (plan: Plan) =>
  environmentPlan(plan)
    .resources("helm_release")
    .find(({ config }) => config["name"] === "kube-prometheus-stack");

const valuesOf = (plan: Plan) =>
  asObject(JSON.parse((releaseOf(plan)?.config["values"] as string[])[0] ?? "{}"));

test("PROM-01 without its key, there is no release and no namespace monitoring", () => {
  const plan = planWith("ml-inference-prod", {});
  expect(releaseOf(plan)).toBeUndefined();
  expect(plan.text("platform")).not.toContain("monitoring");
});

test("PROM-01 with its key, no check has an error", () => {
  const plans = [environmentPlan(prometheusPlan())];
  const found = runChecks({ plans, checks: CHECKS, waiversOf: () => [], today: TODAY });
  expect(found.filter(({ check }) => check.severity === "error")).toEqual([]);
});

test("PROM-01 the release comes after its namespace and the StorageClass of its claims", () => {
  expect(releaseOf(prometheusPlan())?.config).toMatchObject({
    chart: "kube-prometheus-stack",
    version: versionOfChart("kube-prometheus-stack"),
    namespace: "monitoring",
    depends_on: expect.arrayContaining([
      "kubernetes_namespace_v1.prometheus",
      "kubernetes_storage_class_v1.ebs_csi",
    ]) as unknown,
  });
});

test("PROM-01 the namespace admits privileged pods, and says why", () => {
  const [namespace] = environmentPlan(prometheusPlan())
    .resources("kubernetes_namespace_v1")
    .filter(({ layer }) => layer === "platform");
  expect(namespace?.config["metadata"]).toEqual({
    name: "monitoring",
    labels: { "pod-security.kubernetes.io/enforce": "privileged" },
    annotations: {
      "private-eks-inference/why-privileged": expect.stringContaining(
        "node-exporter measures the node",
      ) as unknown,
    },
  });
});

test("PROM-01 settings become retention, volume and memory; blocks fill four fifths of the volume", () => {
  const spec = (settings: object) =>
    asObject(asObject(valuesOf(prometheusPlan(settings))["prometheus"])["prometheusSpec"]);
  expect(spec({})).toMatchObject({ retention: "15d", retentionSize: "40GB" });
  expect(spec({ retentionDays: 30, storageGiB: 111, memoryGiB: 4 })).toMatchObject({
    retention: "30d",
    retentionSize: "88GB",
    resources: { requests: { cpu: "250m", memory: "4Gi" }, limits: { memory: "4Gi" } },
    storageSpec: {
      volumeClaimTemplate: {
        spec: { storageClassName: "encrypted-gp3", resources: { requests: { storage: "111Gi" } } },
      },
    },
  });
});

test("PROM-01 no password is in the values: the chart makes it in the cluster", () => {
  expect(JSON.stringify(valuesOf(prometheusPlan()))).not.toMatch(/password/i);
});

test("PROM-01 images come from the mirror in a network without internet access, with the registry apart", () => {
  const values = valuesOf(prometheusPlan({}, { network: { egress: "none" } }));
  expect(asObject(values["grafana"])["image"]).toEqual({
    registry: "222233334444.dkr.ecr.ap-southeast-2.amazonaws.com",
    repository: "ml-inference-prod/grafana/grafana",
    tag: "13.2.0",
  });
});

test("PROM-01 a model with a metricsPath needs nothing else: its monitor has the release, its policy the namespace", () => {
  const models = prometheusPlan().text("models");
  expect(models).toContain('\\"release\\": \\"kube-prometheus-stack\\"');
  expect(models).toContain('"kubernetes.io/metadata.name": "monitoring"');
});

test("PROM-01 the control plane reaches the webhooks of the operator", () => {
  expect(prometheusPlan().text("network")).toContain("webhooks of the Prometheus operator");
});

test("PROM-01 the volumes of Prometheus and Alertmanager are lines of the cost", () => {
  const costing = { plan: environmentPlan(prometheusPlan()), own: NO_OWN_PRICES, ...USUAL, today: TODAY };
  expect(volumeLines(costing).map(({ item, factors }) => `${item}: ${String(factors[1]?.max)}`)).toEqual([
    "volume of claim prometheus of kube-prometheus-stack: 50",
    "volume of claim alertmanager of kube-prometheus-stack: 1",
  ]);
});
