import { type Editable } from "../../support/altered";
import { within } from "../../support/findings";
import { type ReviewCase } from "./case";

const GPU_NODES = {
  cluster: { nodeGroups: { gpu: { instanceTypes: ["g5.xlarge"], minPerZone: 1, maxPerZone: 1 } } },
  quotas: { gpuVcpus: 16 },
};

/** Edits a rule with this name in all PrometheusRules of a release. */
function editRules(release: Editable, name: string, edit: (rule: Editable) => void): void {
  within(release["values"], 0, ({ resources }) => {
    for (const { spec } of resources) {
      for (const { rules } of spec.groups) {
        for (const rule of rules) if (rule.alert === name) edit(rule);
      }
    }
  });
}

/** Changes of alerts, metrics and dashboards. */
export const MONITORING_CASES: readonly ReviewCase[] = [
  {
    name: "a stricter objective of availability",
    environment: "ml-platform",
    to: { components: { alerts: { availabilityPercent: 99.9 } } },
    verdict: "safe",
    harm: "in place",
    first: ["99.5 → 99.9"],
    cause: "components.alerts.availabilityPercent",
    why: "Alerts on errors fire earlier, and no alert goes.",
  },
  {
    name: "all alerts removed",
    environment: "ml-platform",
    to: { components: { alerts: null } },
    verdict: "needs attention",
    harm: "in place",
    first: ["alert"],
    cause: "components.alerts",
    why: "No alert and no alarm reaches a person, and subscriptions of others end with the topic.",
  },
  {
    name: "an alert rule removed by an edit of the output",
    environment: "ml-platform",
    edit: ({ models }) => {
      within(models.resource.helm_release.alert_rules.values, 0, ({ resources }) => {
        for (const { spec } of resources) {
          for (const group of spec.groups) {
            group.rules = group.rules.filter((rule: { alert: string }) => rule.alert !== "ModelUnavailable");
          }
        }
      });
    },
    verdict: "needs attention",
    harm: "in place",
    first: ["ModelUnavailable"],
    why: "A model without a pod raises no alert any more.",
  },
  {
    name: "Prometheus removed with the alerts",
    environment: "ml-platform",
    to: { components: { prometheus: null, alerts: null }, prometheusRelease: "kube-metrics" },
    verdict: "destructive",
    harm: "data lost",
    first: ["data lost", "prometheus"],
    cause: "components.prometheus",
    why: "The namespace is deleted with its claims, so all metrics are gone, and no alert remains.",
  },
  {
    name: "metrics kept for fewer days",
    environment: "ml-platform",
    to: { components: { prometheus: { retentionDays: 3 } } },
    verdict: "destructive",
    harm: "data lost",
    first: ["data lost", "15 → 3"],
    cause: "components.prometheus.retentionDays",
    why: "Prometheus deletes the metrics of twelve days after its restart.",
  },
  {
    name: "metrics kept for more days",
    environment: "ml-platform",
    to: { components: { prometheus: { retentionDays: 30 } } },
    verdict: "safe",
    harm: "pods roll",
    first: ["15 → 30"],
    cause: "components.prometheus.retentionDays",
    why: "Nothing is deleted earlier than before; the pod of Prometheus restarts within a minute.",
  },
  {
    name: "another title of a panel",
    environment: "ml-platform",
    edit: ({ platform }) => {
      const { data } = platform.resource.kubernetes_config_map_v1.dashboards_overview;
      within(data, "overview.json", (board) => {
        board["panels"][0].title = "Requests of all models";
      });
    },
    verdict: "safe",
    harm: "in place",
    first: ["overview"],
    why: "A text of a dashboard changes, and no query.",
  },
  {
    name: "metrics of GPUs added",
    environment: "ml-platform",
    from: GPU_NODES,
    to: { ...GPU_NODES, components: { "gpu-metrics": {} } },
    verdict: "needs attention",
    harm: "in place",
    first: ["gpu-metrics", "privileged"],
    cause: "components.gpu-metrics",
    why: "Pods run as root in a new namespace that admits privileged pods.",
  },
  {
    name: "an alert that waits for an hour",
    environment: "ml-platform",
    edit: ({ models }) => {
      editRules(models.resource.helm_release.alert_rules, "ModelUnavailable", (rule) => {
        rule["for"] = "1h";
      });
    },
    verdict: "needs attention",
    harm: "in place",
    first: ["ModelUnavailable", "→ 1h"],
    why: "A model is down for an hour before a person hears of it.",
  },
  {
    name: "an alert that fires earlier",
    environment: "ml-platform",
    edit: ({ models }) => {
      editRules(models.resource.helm_release.alert_rules, "ModelUnavailable", (rule) => {
        rule["for"] = "30s";
      });
    },
    verdict: "safe",
    harm: "in place",
    first: ["ModelUnavailable", "→ 30s"],
    why: "The alert fires in all cases that it fired in, and sooner.",
  },
  {
    name: "a lower objective of availability",
    environment: "ml-platform",
    to: { components: { alerts: { availabilityPercent: 98 } } },
    verdict: "needs attention",
    harm: "in place",
    first: ["ModelErrors", "99.5 → 98"],
    cause: "components.alerts.availabilityPercent",
    why: "Alerts on errors fire later, and some no longer do.",
  },
  {
    name: "a critical alert that becomes a warning",
    environment: "ml-platform",
    edit: ({ models }) => {
      editRules(models.resource.helm_release.alert_rules, "ModelUnavailable", ({ labels }) => {
        labels.severity = "warning";
      });
    },
    verdict: "needs attention",
    harm: "in place",
    first: ["ModelUnavailable", "critical → warning"],
    why: "Nobody is woken when a model is down.",
  },
  {
    name: "another text in an alert",
    environment: "ml-platform",
    edit: ({ models }) => {
      editRules(models.resource.helm_release.alert_rules, "ModelUnavailable", ({ annotations }) => {
        annotations.runbook = "See the handbook.";
      });
    },
    verdict: "safe",
    harm: "in place",
    first: ["ModelUnavailable"],
    why: "The alert fires as before.",
  },
  {
    name: "an alarm that waits longer",
    environment: "ml-platform",
    edit: ({ cluster }) => {
      cluster.resource.aws_cloudwatch_metric_alarm.alerts_heartbeat_alarm.evaluation_periods = 60;
    },
    verdict: "needs attention",
    harm: "in place",
    first: ["heartbeat", "→ 60"],
    why: "Alerts can fail for an hour before the alarm fires.",
  },
  {
    name: "an alarm that tells nobody",
    environment: "ml-platform",
    edit: ({ cluster }) => {
      cluster.resource.aws_cloudwatch_metric_alarm.alerts_certificate_alarm.alarm_actions = [];
    },
    verdict: "needs attention",
    harm: "in place",
    first: ["alerts_certificate_alarm", "nobody"],
    why: "The certificate can expire without a message.",
  },
  {
    name: "the mail of alerts removed by an edit of the output",
    environment: "ml-platform",
    edit: ({ cluster }) => {
      delete cluster.resource.aws_sns_topic_subscription;
    },
    verdict: "needs attention",
    harm: "none",
    first: ["alerts_email"],
    why: "Alerts fire, and no mail leaves.",
  },
  {
    name: "a query of a panel",
    environment: "ml-platform",
    edit: ({ platform }) => {
      const { data } = platform.resource.kubernetes_config_map_v1.dashboards_overview;
      within(data, "overview.json", (board) => {
        board["panels"][0].targets[0].expr = "sum(up)";
      });
    },
    verdict: "safe",
    harm: "in place",
    first: ["overview", "sum(up)"],
    why: "A dashboard shows another series, and nothing depends on it.",
  },
  {
    name: "a dashboard removed by an edit of the output",
    environment: "ml-platform",
    edit: ({ platform }) => {
      delete platform.resource.kubernetes_config_map_v1.dashboards_overview;
    },
    verdict: "needs attention",
    harm: "none",
    first: ["dashboards_overview"],
    why: "People no longer find the dashboard.",
  },
];
