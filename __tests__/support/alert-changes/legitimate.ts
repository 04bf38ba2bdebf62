import {
  type AlertChange,
  added,
  alarm,
  alertmanager,
  expression,
  rule,
  rules,
  scrape,
  stack,
  stackValue,
} from "./edits";
import { type Editable } from "../altered";

const change = (name: string, edit: AlertChange["edit"]): AlertChange => ({ name, edit });

/** Changes that leave an environment that tells every fault. */
export const LEGITIMATE: readonly AlertChange[] = [
  change("a group has another name", ({ models }) => {
    const release = models.resource["helm_release"]["alert_rules"] as Editable;
    const json = JSON.parse(release["values"][0] as string) as Editable;
    json["resources"][0].spec.groups[0].name = "of-the-api";
    release["values"] = [JSON.stringify(json)];
  }),
  change(
    "an alert has another name",
    rule("models", "ModelRestarts", (each) => (each["alert"] = "ContainerRestarts")),
  ),
  change(
    "rules are in another order",
    rules("models", (all) => [...all].reverse()),
  ),
  change(
    "an alert waits a little longer",
    rule("models", "ModelUnavailable", (each) => (each["for"] = "8m")),
  ),
  change(
    "an alert waits less",
    rule("platform", "NodeNotReady", (each) => (each["for"] = "10m")),
  ),
  change(
    "a time has two units",
    rule("platform", "NodeNotReady", (each) => (each["for"] = "10m30s")),
  ),
  change("a stricter threshold of memory", expression("models", "ModelMemoryNearLimit", "> 0.9", "> 0.8")),
  change("a stricter threshold of volumes", expression("platform", "VolumeFull", "< 0.1", "< 0.2")),
  change("a stricter threshold of disks", expression("platform", "NodeDiskFull", "> 0.85", "> 0.75")),
  change("a stricter threshold of restarts", expression("models", "ModelRestarts", ">= 3", ">= 2")),
  change("fewer bad requests are enough", expression("models", "ModelErrors", ">= 10", ">= 5")),
  change(
    "a warning is critical",
    rule("models", "ModelMemoryNearLimit", (each) => (each["labels"].severity = "critical")),
  ),
  change(
    "an additional label",
    rule("platform", "NodeNotReady", (each) => (each["labels"].team = "platform")),
  ),
  change(
    "an additional annotation",
    rule("platform", "NodeNotReady", (each) => (each["annotations"].dashboard = "nodes")),
  ),
  change(
    "an additional rule of the owner",
    added("platform", {
      alert: "ManyNodesNotReady",
      expr: 'count(kube_node_status_condition{condition="Ready",status="true"} == 0) > 2',
      for: "5m",
      labels: { severity: "critical" },
    }),
  ),
  change(
    "an additional rule that waits hours",
    added("platform", {
      alert: "VolumeHalfFull",
      expr: "kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.3",
      for: "2h",
    }),
  ),
  change(
    "an additional rule on a trend",
    added("platform", {
      alert: "VolumeFullSoon",
      expr: "predict_linear(kubelet_volume_stats_available_bytes[6h], 3600) < 0 and kubelet_volume_stats_available_bytes > 0",
      for: "30m",
    }),
  ),
  change(
    "a recording rule",
    rules("platform", (all) => [
      ...all,
      { record: "node:ready:sum", expr: 'sum(kube_node_status_condition{condition="Ready",status="true"})' },
    ]),
  ),
  change(
    "an expression of two lines with a comment",
    rule(
      "platform",
      "NodeNotReady",
      (each) => (each["expr"] = `# nodes\n${String(each["expr"]).replace(" == ", "\n== ")}`),
    ),
  ),
  change(
    "a comparison with its sides exchanged",
    expression("platform", "NodeNotReady", /^(.*) == 0$/, "0 == $1"),
  ),
  change(
    "the same alert by a share in percent",
    expression("models", "ModelMemoryNearLimit", /^(.*) > 0\.9$/, "100 * ($1) > 90"),
  ),
  change(
    "an inhibition of warnings by critical alerts of the same labels",
    alertmanager((config) =>
      (config["inhibit_rules"] as object[]).push({
        source_matchers: ['severity="critical"'],
        target_matchers: ['severity="warning"'],
        equal: ["alertname", "namespace", "model", "pod"],
      }),
    ),
  ),
  change(
    "the chart's own inhibition of hints",
    alertmanager((config) =>
      (config["inhibit_rules"] as object[]).push({
        source_matchers: ["alertname = InfoInhibitor"],
        target_matchers: ["severity = info"],
        equal: ["namespace"],
      }),
    ),
  ),
  change(
    "a route of a model to the same receiver, with times of its own",
    alertmanager((config) =>
      (config["route"].routes as object[]).unshift({
        receiver: "person",
        matchers: ["model = api"],
        repeat_interval: "4h",
      }),
    ),
  ),
  change(
    "an alert is repeated each day",
    alertmanager((config) => (config["route"].repeat_interval = "24h")),
  ),
  change(
    "a receiver has another name",
    alertmanager((config) => {
      config["receivers"][1].name = "team";
      config["route"].receiver = "team";
    }),
  ),
  change("two replicas of Alertmanager", stackValue("alertmanager.alertmanagerSpec.replicas", 2)),
  change("two replicas of Prometheus", stackValue("prometheus.prometheusSpec.replicas", 2)),
  change("a longer retention", stackValue("prometheus.prometheusSpec.retention", "30d")),
  change("scrapes each minute", stackValue("prometheus.prometheusSpec.scrapeInterval", "1m")),
  change(
    "rules of the chart that EKS cannot have",
    stack((json) => (json["defaultRules"].rules = { etcd: false, kubeProxy: false })),
  ),
  change("an empty selector", stackValue("prometheus.prometheusSpec.ruleSelector", {})),
  change(
    "a scrape each 15 seconds",
    scrape((endpoint) => (endpoint["interval"] = "15s")),
  ),
  change(
    "metrics of no alert are dropped",
    scrape(
      (endpoint) =>
        (endpoint["metricRelabelings"] = [
          { action: "drop", sourceLabels: ["__name__"], regex: "python_gc_.*" },
        ]),
    ),
  ),
  change(
    "a label is added to the targets",
    scrape((endpoint) => (endpoint["relabelings"] = [{ targetLabel: "team", replacement: "ml" }])),
  ),
  change(
    "the alarm on the certificate fires earlier",
    alarm("alerts_certificate_alarm", (config) => (config["threshold"] = 45)),
  ),
  change(
    "the alarm on an endpoint looks at two periods",
    alarm("alerts_endpoints_sts", (config) => (config["evaluation_periods"] = 2)),
  ),
  change(
    "missing data of an endpoint is missing",
    alarm("alerts_endpoints_sts", (config) => (config["treat_missing_data"] = "missing")),
  ),
];
