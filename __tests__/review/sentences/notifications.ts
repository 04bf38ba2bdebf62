import { type SentenceCase } from "./case";

const TOPIC = "aws_sns_topic.alerts";
const SUBSCRIPTION = "aws_sns_topic_subscription.on_call";
const subscribed = (endpoint: string, protocol = "email") => ({
  [SUBSCRIPTION]: { protocol, endpoint, topic_arn: "arn:aws:sns:eu-west-1:111122223333:alerts" },
});

const PROMETHEUS = "helm_release.prometheus";
const chart = (values: object) => ({
  [PROMETHEUS]: { chart: "kube-prometheus-stack", values: [JSON.stringify(values)] },
});
const routed = (receiver: string) => chart({ alertmanager: { config: { route: { receiver } } } });
const keeping = (retention: string) => chart({ prometheus: { prometheusSpec: { retention } } });

const DASHBOARD = "aws_cloudwatch_dashboard.main";
const showing = (title: string) => ({ [DASHBOARD]: { dashboard_body: JSON.stringify({ title }) } });

/** Recipients of alerts, dashboards, and the retention of metrics. */
export const NOTIFICATION_SENTENCES: readonly SentenceCase[] = [
  {
    before: { [TOPIC]: { name: "alerts" } },
    lines: [
      "attention: aws_sns_topic.alerts is deleted with all its subscriptions, also those that others made",
    ],
  },
  {
    before: subscribed("on-call@example.com"),
    lines: ["attention: aws_sns_topic_subscription.on_call: on-call@example.com gets no message any more"],
  },
  {
    before: subscribed("on-call@example.com"),
    after: subscribed("team@example.com"),
    lines: [
      "attention: aws_sns_topic_subscription.on_call: team@example.com gets the messages that on-call@example.com got; an email address or a URL must confirm first",
    ],
  },
  {
    after: subscribed("team@example.com"),
    lines: [
      "attention: aws_sns_topic_subscription.on_call: team@example.com gets each message of the topic; an email address or a URL must confirm first",
    ],
  },
  {
    before: { [SUBSCRIPTION]: { protocol: "sqs" } },
    lines: ["attention: aws_sns_topic_subscription.on_call: its endpoint gets no message any more"],
  },
  {
    before: subscribed("https://hooks.example.com/a", "https"),
    after: subscribed("https://hooks.example.com/b", "https"),
    lines: [
      "attention: aws_sns_topic_subscription.on_call: https://hooks.example.com/b gets the messages that https://hooks.example.com/a got; an email address or a URL must confirm first",
    ],
  },
  {
    layer: "platform",
    before: routed("team-a"),
    after: routed("nobody"),
    lines: [
      "attention: who hears of alerts of helm_release.prometheus: values.alertmanager.config.route.receiver team-a → nobody",
    ],
  },
  {
    layer: "platform",
    before: keeping("30d"),
    after: keeping("7d"),
    lines: [
      "attention, data lost: retention of metrics of helm_release.prometheus: 30d → 7d; Prometheus deletes older ones after its restart",
    ],
  },
  {
    layer: "platform",
    before: keeping("7d"),
    after: keeping("30d"),
    lines: [
      "info, pods roll: retention of metrics of helm_release.prometheus: 7d → 30d; the pod of Prometheus restarts",
    ],
  },
  { before: showing("Nodes"), lines: ["attention: dashboard aws_cloudwatch_dashboard.main is removed"] },
  {
    after: showing("Nodes"),
    lines: [
      "info: new dashboard aws_cloudwatch_dashboard.main",
      "attention: the bill grows by an unknown amount for aws_cloudwatch_dashboard of aws_cloudwatch_dashboard.main: no price for aws_cloudwatch_dashboard",
    ],
  },
  {
    before: showing("Nodes"),
    after: showing("All nodes"),
    lines: ["info: title of dashboard aws_cloudwatch_dashboard.main: Nodes → All nodes"],
  },
];
