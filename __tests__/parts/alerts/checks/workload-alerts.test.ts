import { alertCoverage } from "../../../../src/parts/alerts/checks/alert-coverage";
import { type Edit, foundBy, newlyFound } from "../../../support/findings";
import { expression } from "../../../support/alert-changes/edits";
import { alertsPlan, alertsPlanWithGpus } from "../../../support/alerts";
import { environmentPlan } from "../../../support/altered";
import { planOf } from "../../../support/reference-plans";

const PLATFORM = planOf("ml-platform");
const OBSERVED = alertsPlan(
  {},
  {
    cluster: { observability: true, nodeGroups: { general: { instanceTypes: ["m7i.xlarge"] } } },
  },
);

test.each([
  ["all parts", PLATFORM],
  ["logs in CloudWatch", OBSERVED],
  ["GPUs", alertsPlanWithGpus()],
])("OBS-02 an environment with %s tells that any of its workloads has no pod", (_, plan) => {
  expect(foundBy(alertCoverage, environmentPlan(plan))).toEqual([]);
});

test.each([
  ["PlatformUnavailable", "kserve", "Deployment kserve-controller-manager in kserve"],
  ["PlatformUnavailable", "cert-manager", "Deployment cert-manager-webhook in cert-manager"],
  ["PlatformUnavailable", "argocd", "Deployment argo-cd-argocd-repo-server in argocd"],
  ["PlatformUnavailable", "mlflow", "Deployment mlflow in mlflow"],
  ["PlatformUnavailable", "kubeflow", "Deployment ml-pipeline in kubeflow"],
  ["PlatformUnavailable", "kube-system", "Deployment coredns in kube-system"],
  ["StatefulSetUnavailable", "argocd", "StatefulSet argo-cd-argocd-application-controller in argocd"],
  [
    "StatefulSetUnavailable",
    "monitoring",
    "StatefulSet alertmanager-kube-prometheus-stack-alertmanager in monitoring",
  ],
  [
    "DaemonSetUnavailable",
    "monitoring",
    "DaemonSet kube-prometheus-stack-prometheus-node-exporter in monitoring",
  ],
  ["DaemonSetUnavailable", "kube-system", "DaemonSet kube-proxy in kube-system"],
])("OBS-02 without %s of %s, no alert tells that its pods do not run", (alert, namespace, workload) => {
  const edit = expression("platform", alert, new RegExp(`(?<=["|])${namespace}(?=["|])`), "nothing");
  expect(newlyFound([alertCoverage], PLATFORM, edit).join("\n")).toContain(
    `no critical alert tells that no pod of the ${workload} runs`,
  );
});

test.each([
  ["PlatformUnavailable", "Deployment amazon-cloudwatch-observability-controller-manager"],
  ["DaemonSetUnavailable", "DaemonSet cloudwatch-agent"],
])("OBS-02 agents of CloudWatch have the alert %s", (alert, workload) => {
  const edit = expression("platform", alert, /(?<=["|])amazon-cloudwatch(?=["|])/, "nothing");
  expect(newlyFound([alertCoverage], OBSERVED, edit).join("\n")).toContain(
    `no pod of the ${workload} in amazon-cloudwatch runs`,
  );
});

test.each([
  ["kubernetes_deployment_v1", "Deployment"],
  ["kubernetes_stateful_set_v1", "StatefulSet"],
  ["kubernetes_daemon_set_v1", "DaemonSet"],
])("OBS-02 a %s of the owner, in a namespace without alerts, is named", (type, kind) => {
  const own: Edit = ({ platform }) => {
    const labels = { app: "tool" };
    platform.resource[type] = {
      ...platform.resource[type],
      tool: {
        metadata: { name: "tool", namespace: "team" },
        spec: {
          selector: { match_labels: labels },
          template: { metadata: { labels }, spec: { container: [{ name: "tool", image: "tool:1" }] } },
        },
      },
    } as never;
  };
  expect(newlyFound([alertCoverage], PLATFORM, own).join("\n")).toContain(
    `no critical alert tells that no pod of the ${kind} tool in team runs`,
  );
});
