import { type References, type ReleaseValues } from "../../platform/contract";
import { ALERTMANAGER_ACCOUNT, sendsAlerts } from "./names";
import { hasHeartbeat } from "../alerts/heartbeat";
import { REPLACED_ALERTS } from "../alerts/platform-alerts";
import { type EnvironmentConfig } from "../../environment/schema";

/** Receivers. The chart has one named "null", which drops alerts. */
const [NOBODY, PERSON, HEARTBEAT] = ["null", "person", "heartbeat"];

/**
 * Values that send alerts to SNS; none without `components.alerts`.
 *
 * Source for keys: values of chart 88.5.3 (read 2026-11-22); the packages of Alertmanager 0.34.0
 * load them in `npm run test:alerts`.
 */
export function alertValues(
  { region, output }: References,
  config: EnvironmentConfig,
): { readonly alertmanager: ReleaseValues; readonly defaultRules: ReleaseValues } | undefined {
  if (!sendsAlerts(config)) return undefined;
  return {
    defaultRules: { disabled: Object.fromEntries(REPLACED_ALERTS.map((name) => [name, true])) },
    alertmanager: {
      serviceAccount: {
        name: ALERTMANAGER_ACCOUNT,
        annotations: { "eks.amazonaws.com/role-arn": output("alerts_role_arn") },
      },
      config: {
        inhibit_rules: [
          {
            source_matchers: ["severity = critical"],
            target_matchers: ["severity = warning"],
            equal: ["alertname", "namespace", "model"],
          },
        ],
        route: {
          receiver: PERSON,
          group_by: ["alertname", "model"],
          group_wait: "30s",
          group_interval: "5m",
          repeat_interval: "12h",
          routes: [
            // The chart has an alert that always fires.
            ...(hasHeartbeat(config) ? [HEARTBEAT_ROUTE] : []),
            { receiver: NOBODY, matchers: ["severity =~ info|none"] },
          ],
        },
        receivers: [
          { name: NOBODY },
          snsReceiver(PERSON, region, output("alerts_topic_arn"), { subject: SUBJECT, message: MESSAGE }),
          // A message without end would say that the way is broken, not that the alert is over.
          snsReceiver(HEARTBEAT, region, output("alerts_heartbeat_topic_arn"), { send_resolved: false }),
        ],
      },
    },
  };
}

const HEARTBEAT_ROUTE = {
  receiver: HEARTBEAT,
  matchers: ["alertname = Watchdog"],
  group_wait: "0s",
  group_interval: "1m",
  repeat_interval: "5m",
};

const snsReceiver = (name: string, region: string, topic: string, more: ReleaseValues): ReleaseValues => ({
  name,
  sns_configs: [{ topic_arn: topic, sigv4: { region }, ...more }],
});

/** SNS accepts at most 100 characters of ASCII (from memory, unconfirmed). The longest name of an alert and of a model fit. */
const SUBJECT =
  "{{ .Status | toUpper }}: {{ .GroupLabels.alertname }}{{ with .GroupLabels.model }} of {{ . }}{{ end }}";

/** One paragraph for each alert, with its runbook. Alerts of the chart have an address instead. */
const MESSAGE = [
  '{{ range .Alerts }}{{ .Status | toUpper }} since {{ .StartsAt.UTC.Format "2006-01-02 15:04" }} UTC, {{ .Labels.severity }}',
  "{{ .Annotations.summary }}{{ with .Annotations.description }}",
  "{{ . }}{{ end }}",
  "Next: {{ if .Annotations.runbook }}{{ .Annotations.runbook }}{{ else }}{{ .Annotations.runbook_url }}{{ end }}",
  "",
  "{{ end }}",
].join("\n");
