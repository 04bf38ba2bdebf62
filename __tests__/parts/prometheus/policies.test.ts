import { prometheusTraffic } from "../../../src/parts/prometheus/traffic";
import { networkPolicyPaths } from "../../../src/checks/network/network-policy-paths";
import { networkPolicyWide } from "../../../src/checks/network/network-policy-wide";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";
import { prometheusPlan } from "../../support/prometheus";
import { type Plan } from "../../support/plan";
import { type PodTraffic } from "../../../src/platform/pod-traffic";

const platformOf = (plan: Plan): Editable => JSON.parse(plan.text("platform")) as Editable;

const policiesOf = (plan: Plan): Editable =>
  (platformOf(plan)["resource"].kubernetes_network_policy_v1 ?? {}) as Editable;

test("PROM-03 the namespace gets a policy that closes it, and one for each program", () => {
  expect(Object.values(policiesOf(prometheusPlan())).map(({ metadata }: Editable) => metadata)).toEqual(
    [
      "alertmanager",
      "default-deny",
      "grafana",
      "kube-state-metrics",
      "operator",
      "prometheus",
      "webhook-jobs",
    ].map((name) => ({ name, namespace: "monitoring" })),
  );
});

test("PROM-03 without the part, the platform layer has no policy and does not read the Kubernetes API", () => {
  const plan = planWith("ml-inference-prod", {});
  expect(policiesOf(plan)).toEqual({});
  expect(platformOf(plan)["data"]).not.toHaveProperty("kubernetes_service_v1");
});

test("PROM-03 the policies exist before the release, whose hooks are the first pods", () => {
  const plan = prometheusPlan();
  expect(platformOf(plan)["resource"].helm_release.prometheus.depends_on).toEqual(
    expect.arrayContaining(
      Object.keys(policiesOf(plan)).map((name) => `kubernetes_network_policy_v1.${name}`),
    ),
  );
});

test("PROM-03 Prometheus reaches the models with metrics only, by the name of their port", () => {
  const model = (name: string, metricsPath?: string) => ({ name, image: { tag: "1.0.0" }, metricsPath });
  const egress = (models: object[]) =>
    (policiesOf(prometheusPlan({}, { models }))["monitoring_prometheus"].spec.egress as Editable[]).filter(
      ({ ports }) => ports[0].port === "http",
    );
  expect(egress([model("api", "/metrics"), model("other")])).toEqual([
    {
      to: [
        {
          namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "ml-inference" } },
          pod_selector: {
            match_labels: {
              "app.kubernetes.io/name": "api",
              "app.kubernetes.io/component": "model-api",
            },
          },
        },
      ],
      ports: [{ port: "http", protocol: "TCP" }],
    },
  ]);
  expect(egress([model("other")])).toEqual([]);
});

const around = {
  serviceCidrs: ["10.0.0.0/19"],
  controlPlaneCidrs: ["10.0.0.0/19"],
  nodeCidrs: ["10.0.0.0/19"],
  apiServerIp: "172.20.0.1",
  models: { namespace: "models", pods: [], port: "http" },
  exporters: [],
  ofQueries: [],
  ofPages: [],
};

const egressOf = (traffic: readonly PodTraffic[], program: string) =>
  traffic.find(({ name }) => name === program)?.egress;

test("PROM-03 Alertmanager connects to endpoints of AWS services only if it notifies", () => {
  expect(egressOf(prometheusTraffic({ ...around, notifies: false }), "alertmanager")).toEqual([]);
  expect(egressOf(prometheusTraffic({ ...around, notifies: true }), "alertmanager")).toEqual([
    expect.objectContaining({ ports: [53] }),
    { peers: [{ cidr: "10.0.0.0/19" }], ports: [443] },
  ]);
});

/** A release that publishes to a topic, with or without an endpoint of SNS and the rules of Alertmanager for it. */
const notifying = (allowed: boolean) =>
  altered(prometheusPlan({}, { network: { egress: "none" } }), ({ network, platform }) => {
    if (allowed) {
      const endpoints = network.resource.aws_vpc_endpoint as Editable;
      endpoints["sns"] = JSON.parse(JSON.stringify(endpoints["sts"]).replaceAll("sts", "sns")) as Editable;
    }
    const release = platform.resource.helm_release.prometheus as Editable;
    const values = JSON.parse(release["values"][0] as string) as Editable;
    values["alertmanager"].config = { receivers: [{ name: "sns", sns_configs: [{ topic_arn: "arn" }] }] };
    release["values"] = [JSON.stringify(values)];
    if (!allowed) return;
    const policies = platform.resource.kubernetes_network_policy_v1 as Editable;
    const { egress } = policies["monitoring_grafana"].spec as Editable;
    const { from } = policies["monitoring_operator"].spec.ingress[1] as Editable;
    policies["monitoring_alertmanager"].spec.egress = [
      (egress as Editable[]).at(-1),
      { to: from, ports: [{ port: "443", protocol: "TCP" }] },
    ];
  });

test("PROM-03 checks know that Alertmanager with a topic needs DNS and the endpoints, and no other case does", () => {
  expect(foundBy(networkPolicyPaths, environmentPlan(prometheusPlan()))).toEqual([]);
  const found = foundBy(networkPolicyPaths, notifying(false)).join("\n");
  expect(found).toContain("egress on UDP 53 to CoreDNS: names of AWS services");
  expect(found).toContain("10.32.0.0/19 (sts: sends notifications)");
  expect(found).toContain("0.0.0.0/0 (sns: sends notifications)");
  expect(foundBy(networkPolicyPaths, notifying(true))).toEqual([]);
  expect(foundBy(networkPolicyWide, notifying(true))).toEqual([]);
});
