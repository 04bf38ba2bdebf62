import { chartInStep } from "../../../../src/checks/images/chart-in-step";
import { crdsUpgrade } from "../../../../src/checks/lifecycle/crds-upgrade";
import { networkPolicyWide } from "../../../../src/checks/network/network-policy-wide";
import { metricsStack } from "../../../../src/parts/prometheus/checks/metrics-stack";
import { releasePodSecurity } from "../../../../src/checks/workload/release-pod-security";
import { volumeClaims } from "../../../../src/checks/workload/volume-claims";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { foundBy } from "../../../support/findings";
import { prometheusPlan, withValues } from "../../../support/prometheus";

test("the metrics stack of the part has no finding", () => {
  expect(foundBy(metricsStack, environmentPlan(prometheusPlan()))).toEqual([]);
});

const spec = (values: Editable): Editable => values["prometheus"].prometheusSpec as Editable;
const ini = (values: Editable): Editable => values["grafana"]["grafana.ini"] as Editable;

test.each<[what: string, edit: (values: Editable) => void, message: string]>([
  [
    "a target that EKS hides",
    (values) => delete values["kubeEtcd"],
    "kubeEtcd.enabled is missing, expected false",
  ],
  [
    "kube-proxy, which listens on localhost",
    (values) => (values["kubeProxy"].enabled = true),
    "kubeProxy.enabled is true, expected false",
  ],
  [
    "monitors of one release only",
    (values) => delete spec(values)["serviceMonitorSelectorNilUsesHelmValues"],
    "Prometheus selects objects with the label of its release only",
  ],
  ["metrics on the node", (values) => delete spec(values)["storageSpec"], "prometheus has no volume"],
  [
    "silences on the node",
    (values) => delete values["alertmanager"].alertmanagerSpec.storage,
    "alertmanager has no volume",
  ],
  [
    "blocks that fill the volume",
    (values) => (spec(values)["retentionSize"] = "50GB"),
    'retentionSize is "50GB", expected at most 85 % of the volume of 50Gi',
  ],
  [
    "no limit of blocks",
    (values) => delete spec(values)["retentionSize"],
    "retentionSize is missing, expected at most 85 %",
  ],
  [
    "a retention without a unit",
    (values) => (spec(values)["retention"] = "15"),
    'retention is "15", expected days',
  ],
  [
    "a question for updates",
    (values) => delete ini(values)["analytics"].check_for_updates,
    "analytics.check_for_updates is missing, expected false",
  ],
  [
    "plugins that are installed at the start",
    (values) => (ini(values)["plugins"].preinstall_disabled = false),
    "plugins.preinstall_disabled is false, expected true",
  ],
  [
    "avatars",
    (values) => delete ini(values)["security"],
    "security.disable_gravatar is missing, expected true",
  ],
  [
    "Secrets of all namespaces for Grafana",
    (values) => delete values["grafana"].rbac,
    "Grafana may read the Secrets of all namespaces",
  ],
  [
    "dashboards of all namespaces, which Grafana may not read",
    (values) => (values["grafana"].sidecar.dashboards.searchNamespace = "ALL"),
    'searchNamespace is "ALL", expected monitoring',
  ],
  [
    "an ending that the chart appends",
    (values) => delete values["prometheus-node-exporter"].image.distroless,
    "the chart appends -distroless to the tag",
  ],
])("metrics-stack finds %s", (_, edit, message) => {
  expect(foundBy(metricsStack, withValues(edit)).join("\n")).toContain(message);
});

test("metrics-stack finds a monitor for another release", () => {
  const plan = altered(prometheusPlan(), ({ platform }) => {
    (platform.resource.helm_release.prometheus as Editable)["name"] = "other";
  });
  expect(foundBy(metricsStack, plan).join("\n")).toContain(
    "ServiceMonitor api is for the release kube-prometheus-stack, and the stacks install other",
  );
});

test("volume-claims finds a claim of the stack with a class outside of the stacks", () => {
  const plan = withValues((values) => {
    spec(values)["storageSpec"].volumeClaimTemplate.spec.storageClassName = "gp2";
  });
  expect(foundBy(volumeClaims, plan)).toEqual([
    "helm_release.prometheus: claim prometheus of kube-prometheus-stack names the StorageClass gp2, which is not in the stacks",
  ]);
});

test("network-policy-wide finds a policy that admits Prometheus from every namespace", () => {
  const plan = altered(prometheusPlan(), ({ models }) => {
    const [policy] = Object.values(models.resource.kubernetes_network_policy_v1 as Editable).filter((each) =>
      JSON.stringify(each).includes('metadata.name":"monitoring'),
    ) as Editable[];
    policy?.["spec"].ingress[0].from.forEach((peer: Editable) => (peer["namespace_selector"] = {}));
  });
  expect(foundBy(networkPolicyWide, environmentPlan(prometheusPlan()))).toEqual([]);
  expect(foundBy(networkPolicyWide, plan)).toHaveLength(1);
});

const namespaceOf = (layers: { platform: Editable }): Editable =>
  layers.platform["resource"].kubernetes_namespace_v1.prometheus.metadata as Editable;

test.each<[what: string, edit: (metadata: Editable) => void, message: string]>([
  [
    "a level that refuses node-exporter",
    (metadata) => (metadata["labels"]["pod-security.kubernetes.io/enforce"] = "baseline"),
    "need privileged: it measures the node: host network, host processes, host paths",
  ],
  [
    "a privileged namespace without a reason",
    (metadata) => delete metadata["annotations"],
    "no annotation private-eks-inference/why-privileged says why",
  ],
])("release-pod-security finds %s", (_, edit, message) => {
  const plan = altered(prometheusPlan(), (layers) => edit(namespaceOf(layers)));
  expect(foundBy(releasePodSecurity, plan).join("\n")).toContain(message);
});

test("release-pod-security finds a privileged namespace for pods that need less", () => {
  const plan = altered(prometheusPlan(), ({ platform }) => {
    const releases = platform.resource.helm_release as Record<string, Editable>;
    (releases["prometheus"] as Editable)["namespace"] = "kube-system";
    (releases["load_balancer_controller"] as Editable)["namespace"] = "monitoring";
  });
  expect(foundBy(releasePodSecurity, plan).join("\n")).toContain(
    "no pods of its release need more than baseline",
  );
});

test("chart-in-step finds an image of another registry, and one whose registry no value names", () => {
  const plan = withValues((values) => {
    values["grafana"].image.registry = "registry.example.com";
    delete values["prometheusOperator"].image.registry;
  });
  expect(foundBy(chartInStep, plan)).toEqual([
    "helm_release.prometheus: value prometheusOperator.image is pulled from docker.io/prometheus-operator/prometheus-operator, expected quay.io/prometheus-operator/prometheus-operator or a copy in ECR",
    "helm_release.prometheus: value grafana.image is pulled from registry.example.com/grafana/grafana, expected docker.io/grafana/grafana or a copy in ECR",
  ]);
});

test("crds-upgrade finds the stack without a command for its definitions, which its hooks do not upgrade", () => {
  const plan = altered(prometheusPlan(), ({ platform }) => delete platform.output.prometheus_crds_command);
  expect(foundBy(crdsUpgrade, plan).join("\n")).toContain(
    "Helm never upgrades the 10 custom resource definitions of kube-prometheus-stack",
  );
});
