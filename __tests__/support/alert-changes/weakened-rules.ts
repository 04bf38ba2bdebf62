import { type Weakening, added, expression, rule, rules, without } from "./edits";

const change = (name: string, edit: Weakening["edit"], named: string): Weakening => ({ name, edit, named });

/** Removed rules, by the fault that nothing tells any more. */
const REMOVED: readonly Weakening[] = [
  ["models", "ModelUnavailable", "no pod of api serves"],
  ["models", "ModelErrors", "api fails many requests"],
  ["models", "ModelSlow", "api answers slowly"],
  ["models", "ModelRestarts", "a container of api restarts"],
  ["models", "ModelMemoryNearLimit", "a container of api nears its memory limit"],
  ["models", "ModelPodWithoutNode", "no node has room for a pod of api"],
  ["models", "ModelImageNotPulled", "a pod of api cannot pull its image"],
  ["models", "ModelMetricsMissing", "the metrics of api are not read"],
  ["models", "ModelSeriesMissing", "api serves metrics of other names"],
  ["models", "ModelRolloutStuck", "a rollout of api stops"],
  ["models", "ModelAutoscalerFails", "the autoscaler of api fails"],
  ["models", "ModelAtMaximum", "api runs at its most replicas"],
  ["platform", "PlatformUnavailable", "no pod of the Deployment coredns in kube-system runs"],
  ["platform", "DaemonSetUnavailable", "no pod of the DaemonSet aws-node in kube-system runs"],
  [
    "platform",
    "StatefulSetUnavailable",
    "no pod of the StatefulSet prometheus-kube-prometheus-stack-prometheus in monitoring runs",
  ],
  ["platform", "WebhookFails", "a webhook does not answer"],
  ["platform", "NodesNotAdded", "pods wait for a node"],
  ["platform", "NodeNotReady", "a node is not ready"],
  ["platform", "VolumeFull", "a volume is full"],
  ["platform", "NodeDiskFull", "the disk of a node is full"],
  ["platform", "AlertsNotSent", "alerts are not sent"],
].map(([layer = "", alert = "", fault = ""]) =>
  change(`${alert} is removed`, without(layer as "models", alert), `alert tells that ${fault}`),
);

/** Changes of rules that reading their expressions shows. */
export const READ_WEAKENINGS: readonly Weakening[] = [
  ...REMOVED,
  change(
    "an expression is constant",
    rule("platform", "VolumeFull", (each) => (each["expr"] = "vector(0) > 1")),
    "alert VolumeFull: vector(0) > 1 reads no series",
  ),
  change(
    "a model's expression is constant",
    rule("models", "ModelUnavailable", (each) => (each["expr"] = "vector(0) > 1")),
    "alert ModelUnavailable: vector(0) > 1 reads no series",
  ),
  change(
    "an expression asks for the absence of a constant",
    rule("platform", "NodeNotReady", (each) => (each["expr"] = "absent(vector(1))")),
    "absent(vector(1)) reads no series",
  ),
  change(
    "a constant is a condition",
    rule("platform", "NodeDiskFull", (each) => (each["expr"] = `${String(each["expr"])} and vector(0) > 1`)),
    "vector(0) > 1 reads no series",
  ),
  change(
    "a constant is an alternative",
    rule("platform", "NodeNotReady", (each) => (each["expr"] = `${String(each["expr"])} or vector(1)`)),
    "vector(1) reads no series",
  ),
  change(
    "an expression is no PromQL",
    rule("models", "ModelRestarts", (each) => (each["expr"] = `${String(each["expr"])} and`)),
    "is no PromQL",
  ),
  change(
    "a critical alert waits a day",
    rule("models", "ModelUnavailable", (each) => (each["for"] = "24h")),
    "alert ModelUnavailable: it waits 24h",
  ),
  change(
    "a node may be gone for a day",
    rule("platform", "NodeNotReady", (each) => (each["for"] = "24h")),
    "alert NodeNotReady: it waits 24h",
  ),
  change(
    "errors may last a day",
    rule("models", "ModelErrors", (each) => (each["for"] = "1d"), "critical"),
    "alert ModelErrors: it waits 1d",
  ),
  change(
    "a node may be gone for two hours",
    rule("platform", "NodeNotReady", (each) => (each["for"] = "2h")),
    "alert NodeNotReady waits 2h",
  ),
  change(
    "a model may have no pod for half an hour",
    rule("models", "ModelUnavailable", (each) => (each["for"] = "30m")),
    "alert ModelUnavailable waits 30m",
  ),
  change(
    "an alert of the owner waits a week",
    added("platform", {
      expr: 'kube_node_status_condition{condition="Ready",status="true"} == 0',
      for: "1w",
    }),
    "alert Own: it waits 1w",
  ),
  change(
    "memory is compared with a hundred times the limit",
    expression("models", "ModelMemoryNearLimit", "> 0.9", "> 90"),
    "alert ModelMemoryNearLimit compares with 90",
  ),
  change(
    "a volume is full when nothing is left",
    expression("platform", "VolumeFull", "< 0.1", "< 0.001"),
    "alert VolumeFull compares with 0.001",
  ),
  change(
    "the disk of a node is never full",
    expression("platform", "NodeDiskFull", "> 0.85", "> 85"),
    "alert NodeDiskFull compares with 85",
  ),
  change(
    "restarts are counted to 300",
    expression("models", "ModelRestarts", ">= 3", ">= 300"),
    "alert ModelRestarts compares with 300",
  ),
  change(
    "errors use a hundred times the budget",
    expression("models", "ModelErrors", /> 0\.072/, "> 7.2"),
    "alert ModelErrors compares with 7.2",
  ),
  change(
    "errors use ten times the budget that the file states",
    expression("models", "ModelErrors", /> 0\.072/, "> 0.72"),
    "alert ModelErrors compares with 0.72",
  ),
  change(
    "slow requests use a hundred times the budget",
    expression("models", "ModelSlow", /> 0\.72/, "> 72"),
    "alert ModelSlow compares with 72",
  ),
  change(
    "errors are counted from a thousand on",
    expression("models", "ModelErrors", ">= 10", ">= 1000"),
    "alert ModelErrors compares with 1000",
  ),
  change(
    "a wrong metric of the volume",
    expression(
      "platform",
      "VolumeFull",
      "kubelet_volume_stats_available_bytes",
      "kubelet_volume_stats_free_bytes",
    ),
    "alert tells that a volume is full",
  ),
  change(
    "a wrong metric of the model",
    expression("models", "ModelUnavailable", "replicas_available", "replicas_ready_now"),
    "alert tells that no pod of api serves",
  ),
  change(
    "a wrong code of the model",
    expression("models", "ModelErrors", 'code=~"5.."', 'code=~"6.."'),
    "alert tells that api fails many requests",
  ),
  change(
    "a wrong condition of the node",
    expression("platform", "NodeNotReady", 'condition="Ready"', 'condition="ready"'),
    "alert tells that a node is not ready",
  ),
  change(
    "the webhook's refusals instead of its failures",
    expression("platform", "WebhookFails", "calling_webhook_error", "no_error"),
    "alert tells that a webhook does not answer",
  ),
  change(
    "alerts by another integration",
    expression("platform", "AlertsNotSent", 'integration="sns"', 'integration="email"'),
    "alert tells that alerts are not sent",
  ),
  change(
    "a critical fault is a warning",
    rule("models", "ModelUnavailable", (each) => (each["labels"].severity = "warning")),
    "critical alert tells that no pod of api serves",
  ),
  change(
    "an alert has the label of another model",
    rule("models", "ModelUnavailable", (each) => (each["labels"].model = "other")),
    "critical alert tells that no pod of api serves",
  ),
  change(
    "all rules of the models are gone",
    rules("models", () => []),
    "critical alert tells that no pod of api serves",
  ),
];

/** Changes that only the evaluation of the recorded cases shows. Those of a list are of different alerts, and are evaluated together. */
export const EVALUATED_WEAKENINGS: readonly (readonly Weakening[])[] = [
  [
    change(
      "the alert on slow budgets is removed",
      rules("models", (all) =>
        all.filter((each) => !(each["alert"] === "ModelErrors" && each["labels"].severity === "warning")),
      ),
      "alert tells that api fails more requests than its objective for hours",
    ),
    change(
      "a comparison is turned around",
      expression("platform", "VolumeFull", "< 0.1", "> 0.1"),
      "VolumeFull fires while nothing is wrong",
    ),
    change(
      "a condition that is never met",
      expression("platform", "NodeNotReady", "== 0", "== 0 and kube_deployment_spec_replicas > 1e9"),
      "alert tells that a node is not ready",
    ),
    change(
      "a threshold times 100 by arithmetic",
      expression("models", "ModelMemoryNearLimit", "> 0.9", "/ 100 > 0.9"),
      "alert tells that a container of api nears its memory limit",
    ),
    change(
      "a share is divided twice",
      expression("platform", "NodeDiskFull", "(1 - ", "(0.01 * "),
      "alert tells that the disk of a node is full",
    ),
    change(
      "an alert at once on a rollout of minutes",
      rule("models", "ModelUnavailable", (each) => (each["for"] = "0m")),
      "ModelUnavailable also fires when it lasts three minutes",
    ),
    change(
      "a DaemonSet without a node is a fault",
      expression("platform", "DaemonSetUnavailable", / and kube_daemonset_\w+ > 0/, ""),
      "DaemonSetUnavailable also fires when no node is for its pods",
    ),
    change(
      "a StatefulSet at rest is a fault",
      expression("platform", "StatefulSetUnavailable", / and kube_statefulset_\w+ > 0/, ""),
      "StatefulSetUnavailable also fires when it is scaled to zero",
    ),
    change(
      "a Deployment is a fault while it starts",
      rule("platform", "PlatformUnavailable", (each) => (each["for"] = "0m")),
      "PlatformUnavailable also fires when its only pod moves to another node in five minutes",
    ),
    change(
      "an alert on every restart",
      expression("models", "ModelRestarts", ">= 3", ">= 0"),
      "ModelRestarts fires while nothing is wrong",
    ),
  ],
  [
    change(
      "a window without two scrapes",
      expression("models", "ModelRestarts", "[1h]", "[1m]"),
      "alert tells that a container of api restarts",
    ),
    change(
      "labels that never match",
      expression("models", "ModelAutoscalerFails", "and on () ", "and "),
      "alert tells that the autoscaler of api fails",
    ),
    change(
      "a model at rest is a fault",
      expression("models", "ModelUnavailable", / and kube_deployment_spec_replicas\{[^}]*\} > 0/, ""),
      "ModelUnavailable also fires when the model rests",
    ),
    change(
      "an average over all time",
      expression("models", "ModelMemoryNearLimit", "max by (pod) (container", "min by (pod) (container"),
      "alert tells that a container of api nears its memory limit",
    ),
  ],
];
