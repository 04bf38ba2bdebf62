import { asObject, type JsonObject } from "../../../terraform/stack-json";
import { CHART_FACTS } from "../../../evidence/charts";

/** Alert of the chart that always fires (templates of chart 88.5.3, general.rules, read 2026-11-22). */
export const HEARTBEAT_ALERT = "Watchdog";

/** Alerts of the chart about the fault of an alert of this project, by their names (templates of chart 88.5.3, read 2026-11-22). */
export const SAME_FAULT: Readonly<Record<string, string>> = {
  AlertmanagerFailedToSendAlerts: "AlertsNotSent",
  KubeHpaMaxedOut: "ModelAtMaximum",
  KubeNodeNotReady: "NodeNotReady",
  KubePersistentVolumeFillingUp: "VolumeFull",
};

/** Severities of hints of the chart: `info`, and `none` of Watchdog and InfoInhibitor. From memory, unconfirmed. */
export const HINTS: readonly string[] = ["info", "none"];

/**
 * Keys of a route with a time, and the most with which a person hears of a fault in time and is reminded while it
 * lasts.
 *
 * Source: https://prometheus.io/docs/alerting/latest/configuration/#route, whose defaults are 30s, 5m and 4h (read
 * 2026-11-26); the bounds leave room for an owner.
 */
export const ROUTE_TIMES: Readonly<Record<string, string>> = {
  group_wait: "10m",
  group_interval: "1h",
  repeat_interval: "1d",
};

/**
 * Metric of CloudWatch that counts messages to a topic, with the dimension TopicName (public Terraform configurations,
 * read 2026-11-22).
 */
export const HEARTBEAT_METRIC = { namespace: "AWS/SNS", name: "NumberOfMessagesPublished" };

/** Service account of Alertmanager in a release (templates/_helpers.tpl of chart 88.5.3, read 2026-11-22). */
export function alertmanagerAccount({ values }: { readonly values: JsonObject }): string {
  const { name } = asObject(asObject(asObject(values)["alertmanager"])["serviceAccount"]);
  const known = CHART_FACTS["kube-prometheus-stack"]?.serviceAccounts.find((each) =>
    each.name.endsWith("-alertmanager"),
  );
  return typeof name === "string" && name !== "" ? name : (known?.name ?? "");
}
