import { type Editable } from "../altered";
import { type Weakening, alarm, alertmanager, monitor, scrape, stackValue } from "./edits";

const change = (name: string, edit: Weakening["edit"], named: string): Weakening => ({ name, edit, named });
const value = (path: string, given: unknown, named = path): Weakening =>
  change(`${path} is ${JSON.stringify(given)}`, stackValue(path, given), named);
const inhibition = (name: string, rule: object, named: string): Weakening =>
  change(
    name,
    alertmanager((config) => (config["inhibit_rules"] as object[]).push(rule)),
    named,
  );
const droppingRoute = (name: string, route: object, named: string): Weakening =>
  change(
    name,
    alertmanager((config) => (config["route"].routes as object[]).unshift(route)),
    named,
  );

/** The way of an alert to a person. */
export const ROUTE_WEAKENINGS: readonly Weakening[] = [
  inhibition(
    "the watchdog hides critical alerts",
    { source_matchers: ["alertname = Watchdog"], target_matchers: ["severity = critical"], equal: [] },
    "Watchdog, which always fires, hides",
  ),
  inhibition(
    "the watchdog hides warnings, in the older form",
    { source_match: { alertname: "Watchdog" }, target_match: { severity: "warning" } },
    "Watchdog, which always fires, hides",
  ),
  inhibition(
    "a node that is not ready hides every critical alert",
    { source_matchers: ["alertname = NodeNotReady"], target_matchers: ["severity = critical"] },
    "NodeNotReady hides the critical alert",
  ),
  inhibition(
    "missing metrics hide the errors of a model",
    {
      source_matchers: ["alertname = ModelMetricsMissing"],
      target_matchers: ["alertname = ModelErrors"],
      equal: ["model"],
    },
    "ModelMetricsMissing hides the critical alert ModelErrors",
  ),
  droppingRoute(
    "errors of models are dropped",
    { receiver: "null", matchers: ["alertname = ModelErrors"] },
    "no topic gets ModelErrors",
  ),
  droppingRoute(
    "alerts of a model are dropped",
    { receiver: "null", match: { model: "api" } },
    "no topic gets ModelUnavailable",
  ),
  droppingRoute(
    "warnings about nodes are dropped by a pattern",
    { receiver: "null", matchers: ['alertname =~ "Node.*"'] },
    "no topic gets NodeNotReady",
  ),
  droppingRoute(
    "critical alerts are muted at night",
    { receiver: "person", matchers: ["severity = critical"], mute_time_intervals: ["night"] },
    "a route mutes",
  ),
  change(
    "an alert is repeated after a year",
    alertmanager((config) => (config["route"].repeat_interval = "52w")),
    "repeat_interval is 52w",
  ),
  change(
    "an alert waits a day for others of its group",
    alertmanager((config) => (config["route"].group_wait = "1d")),
    "group_wait is 1d",
  ),
  change(
    "a further alert of a group waits two days",
    alertmanager((config) => (config["route"].group_interval = "2d")),
    "group_interval is 2d",
  ),
];

/** Values of the metrics stack. */
export const STACK_WEAKENINGS: readonly Weakening[] = [
  value("defaultRules.create", false),
  value("defaultRules.rules.general", false),
  value("defaultRules.rules.kubernetesStorage", false),
  value("defaultRules.disabled.Watchdog", true),
  value("defaultRules.disabled.KubePodCrashLooping", true),
  value("prometheus.enabled", false),
  value("alertmanager.enabled", false),
  value("prometheus.prometheusSpec.replicas", 0),
  value("alertmanager.alertmanagerSpec.replicas", 0),
  value("prometheus.prometheusSpec.paused", true),
  value("alertmanager.alertmanagerSpec.paused", true),
  value("prometheusOperator.enabled", false),
  value("kubeStateMetrics.enabled", false),
  value("nodeExporter.enabled", false),
  value("kubelet.enabled", false),
  value("kubeApiServer.enabled", false),
  value("kube-state-metrics.replicas", 0),
  value("prometheus.prometheusSpec.ruleSelector", { matchLabels: { team: "other" } }),
  value("prometheus.prometheusSpec.ruleNamespaceSelector", { matchLabels: { team: "other" } }),
  value("prometheus.prometheusSpec.serviceMonitorSelector", { matchLabels: { team: "other" } }),
  value("prometheus.prometheusSpec.serviceMonitorNamespaceSelector", { matchLabels: { team: "other" } }),
  value("prometheus.prometheusSpec.scrapeInterval", "30m"),
  value("prometheus.prometheusSpec.evaluationInterval", "1h"),
  value("prometheus.prometheusSpec.retention", "4h", "alerts read 6h"),
];

/** Scrapes of models. */
export const SCRAPE_WEAKENINGS: readonly Weakening[] = [
  change(
    "the path is another one",
    scrape((endpoint) => (endpoint["path"] = "/healthz")),
    "its path is /healthz, expected /metrics",
  ),
  change(
    "the port has another name",
    scrape((endpoint) => (endpoint["port"] = "admin")),
    "its port admin is no port of the pods",
  ),
  change(
    "the scheme is that of TLS",
    scrape((endpoint) => (endpoint["scheme"] = "https")),
    "its scheme is https",
  ),
  change(
    "all targets are dropped",
    scrape(
      (endpoint) =>
        (endpoint["relabelings"] = [{ action: "drop", sourceLabels: ["__address__"], regex: ".+" }]),
    ),
    "its relabelings drop targets",
  ),
  change(
    "other targets are kept",
    scrape(
      (endpoint) =>
        (endpoint["relabelings"] = [
          { action: "keep", sourceLabels: ["__meta_kubernetes_pod_name"], regex: "never" },
        ]),
    ),
    "its relabelings drop targets",
  ),
  change(
    "the metrics of requests are dropped",
    scrape(
      (endpoint) =>
        (endpoint["metricRelabelings"] = [
          { action: "drop", sourceLabels: ["__name__"], regex: "model_requests_total" },
        ]),
    ),
    "its metricRelabelings drop model_requests_total",
  ),
  change(
    "the label of the codes is dropped",
    scrape((endpoint) => (endpoint["metricRelabelings"] = [{ action: "labeldrop", regex: "code" }])),
    "its metricRelabelings drop the label code",
  ),
  change(
    "a scrape is an hour after the other",
    scrape((endpoint) => (endpoint["interval"] = "1h")),
    "its interval is 1h",
  ),
  change(
    "no pod is selected",
    monitor((each) => (each["spec"].selector.matchLabels["app.kubernetes.io/name"] = "gone")),
    "it selects no pods",
  ),
  change(
    "another namespace is looked at",
    monitor((each) => (each["spec"].namespaceSelector = { matchNames: ["default"] })),
    "it looks at the namespaces default",
  ),
];

const HEARTBEAT = "alerts_heartbeat_alarm";
const CERTIFICATE = "alerts_certificate_alarm";
const ENDPOINT = "alerts_endpoints_sts";

const alarmValue = (name: string, key: string, given: unknown): Weakening =>
  change(
    `${key} of ${name} is ${JSON.stringify(given)}`,
    alarm(name, (config) => (config[key] = given)),
    `its ${key} is ${String(given)}`,
  );

/** Alarms of CloudWatch. */
export const ALARM_WEAKENINGS: readonly Weakening[] = [
  alarmValue(HEARTBEAT, "threshold", 0),
  alarmValue(HEARTBEAT, "treat_missing_data", "notBreaching"),
  alarmValue(HEARTBEAT, "statistic", "Average"),
  change(
    "the heartbeat may be missing for a day",
    alarm(HEARTBEAT, (config) => (config["evaluation_periods"] = 96)),
    "it fires after 1440 minutes",
  ),
  alarmValue(CERTIFICATE, "threshold", 0),
  alarmValue(CERTIFICATE, "threshold", 3000),
  alarmValue(CERTIFICATE, "comparison_operator", "GreaterThanThreshold"),
  alarmValue(CERTIFICATE, "treat_missing_data", "notBreaching"),
  change(
    "the certificate is another one",
    alarm(CERTIFICATE, (config) => (config["dimensions"] = { CertificateArn: "arn:aws:acm:other" })),
    "its CertificateArn is arn:aws:acm:other",
  ),
  change(
    "the alarm on the certificate reads another metric",
    alarm(CERTIFICATE, (config) => (config["metric_name"] = "DaysLeft")),
    "its metric is DaysLeft",
  ),
  change(
    "no alarm watches the certificate",
    ({ cluster }) =>
      Reflect.deleteProperty(cluster.resource["aws_cloudwatch_metric_alarm"] as Editable, CERTIFICATE),
    "no alarm tells that the certificate ends",
  ),
  alarmValue(ENDPOINT, "threshold", 1000),
  alarmValue(ENDPOINT, "treat_missing_data", "ignore"),
  alarmValue(ENDPOINT, "threshold", 1_000_000),
  alarmValue(ENDPOINT, "comparison_operator", "LessThanThreshold"),
  change(
    "the alarm on an endpoint reads another metric",
    alarm(ENDPOINT, (config) => (config["metric_name"] = "PacketsLost")),
    "its metric is PacketsLost",
  ),
  change(
    "packets may be dropped for three days",
    alarm(ENDPOINT, (config) => (config["period"] = 86_400)),
    "it fires after 4320 minutes",
  ),
];
