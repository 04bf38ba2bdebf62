import { CHECKS_OF_PARTS } from "../../../../src/checks/generated/of-parts";
import { chartPolicy } from "../../../../src/checks/identity/chart-policy";
import { serviceAccountRoles } from "../../../../src/checks/identity/service-account-roles";
import { alertsPlan } from "../../../support/alerts";
import { type Editable, environmentPlan } from "../../../support/altered";
import { type Edit, found, newlyFound, within } from "../../../support/findings";
import { planOf } from "../../../support/reference-plans";

const PLAN = alertsPlan();
const CHECKS = [...CHECKS_OF_PARTS.alerts, chartPolicy, serviceAccountRoles];

const inCluster =
  (type: string, name: string, edit: (config: Editable) => void): Edit =>
  ({ cluster }) =>
    edit(cluster.resource[type][name] as Editable);
const remove =
  (type: string, name: string): Edit =>
  ({ cluster }) =>
    Reflect.deleteProperty(cluster.resource[type] as Editable, name);
const alarm = (name: string, edit: (config: Editable) => void) =>
  inCluster("aws_cloudwatch_metric_alarm", name, edit);
const statements = (type: string, name: string, attribute: string, edit: (all: Editable[]) => void) =>
  inCluster(type, name, (config) =>
    within(config, attribute, ({ Statement }) => edit(Statement as Editable[])),
  );
const alertmanager =
  (edit: (values: Editable) => void): Edit =>
  ({ platform }) =>
    (platform.resource.helm_release.prometheus as Editable)["values"].forEach(
      (_: string, index: number, all: string[]) => {
        const values = JSON.parse(all[index] as string) as Editable;
        edit(values["alertmanager"] as Editable);
        all[index] = JSON.stringify(values);
      },
    );
/** The first rule of the models. */
const rule =
  (edit: (rule: Editable) => void, index = 0): Edit =>
  ({ models }) => {
    const release = models.resource.helm_release.alert_rules as Editable;
    const values = JSON.parse(release["values"][0] as string) as Editable;
    edit(values["resources"][0].spec.groups[0].rules[index] as Editable);
    release["values"] = [JSON.stringify(values)];
  };

test("OBS-02 an environment with alerts passes, also with a certificate and without a heartbeat", () => {
  for (const over of [
    {},
    { network: { egress: "nat-per-az" } },
    {
      entry: {
        host: "api.example.com",
        certificateArn:
          "arn:aws:acm:ap-southeast-2:222233334444:certificate/0a1b2c3d-0000-4000-8000-222233334444",
      },
    },
  ]) {
    expect(found(CHECKS, environmentPlan(alertsPlan({}, over)))).toEqual([]);
  }
});

test("OBS-02 an environment without alerts has nothing to check", () => {
  expect(found(CHECKS_OF_PARTS.alerts, environmentPlan(planOf("ml-inference-prod")))).toEqual([]);
});

test.each<readonly [string, Edit, string]>([
  [
    "the topic has no subscription",
    remove("aws_sns_topic_subscription", "alerts_email"),
    "has no subscription",
  ],
  [
    "the topic refuses alarms",
    statements("aws_sns_topic", "alerts", "policy", (all) => (all[0] = { ...all[0], Effect: "Deny" })),
    "does not allow cloudwatch.amazonaws.com to publish",
  ],
  [
    "the key refuses alarms",
    statements("aws_kms_key", "alerts_key", "policy", (all) => all.pop()),
    "does not allow cloudwatch.amazonaws.com to call kms:Decrypt",
  ],
  [
    "the role may not publish",
    statements("aws_iam_role_policy", "alerts", "policy", (all) => all.shift()),
    "no role of Alertmanager may publish to aws_sns_topic.alerts",
  ],
  [
    "the role may publish to one topic only",
    statements("aws_iam_role_policy", "alerts", "policy", (all) => (all[0] as Editable)["Resource"].pop()),
    "no role of Alertmanager may publish to aws_sns_topic.alerts_heartbeat",
  ],
  [
    "the role may not use the key",
    statements("aws_iam_role_policy", "alerts", "policy", (all) => all.pop()),
    "no role of Alertmanager may call kms:Decrypt with aws_kms_key.alerts_key",
  ],
  [
    "the role may do more",
    statements("aws_iam_role_policy", "alerts", "policy", (all) =>
      all.push({ Effect: "Allow", Action: "sns:*", Resource: "*" }),
    ),
    "not in the published policy: sns:*",
  ],
  [
    "the account of Alertmanager has no role",
    alertmanager((values) => Reflect.deleteProperty(values, "serviceAccount")),
    "which is not a service account",
  ],
  [
    "another account publishes",
    alertmanager((values) => (values["serviceAccount"].name = "other")),
    "no role trusts other",
  ],
  [
    "a topic of another region signs its calls",
    alertmanager((values) => (values["config"].receivers[1].sns_configs[0].sigv4.region = "us-east-1")),
    "sigv4.region of aws_sns_topic.alerts is us-east-1, expected ap-southeast-2",
  ],
  [
    "a topic does not exist",
    alertmanager(
      (values) =>
        (values["config"].receivers[1].sns_configs[0].topic_arn =
          "arn:aws:sns:ap-southeast-2:222233334444:other"),
    ),
    "other is not a topic of these stacks",
  ],
  [
    "critical alerts go to nobody",
    alertmanager((values) =>
      values["config"].route.routes.push({ receiver: "null", matchers: ["severity =~ critical"] }),
    ),
    "no topic gets alerts of severity critical",
  ],
  [
    "all alerts go to nobody",
    alertmanager((values) => (values["config"].route.receiver = "null")),
    "no topic gets alerts of severity warning",
  ],
  [
    "alerts go where nobody reads",
    alertmanager((values) => (values["config"].route.receiver = "heartbeat")),
    "aws_sns_topic.alerts_heartbeat has no subscription",
  ],
  [
    "a route names a receiver that does not exist",
    alertmanager((values) => (values["config"].route.routes[1].receiver = "nobody")),
    "a route has the receiver nobody, which does not exist",
  ],
  [
    "a time is none",
    alertmanager((values) => (values["config"].route.group_wait = "30 seconds")),
    "group_wait is 30 seconds, expected a time such as 5m",
  ],
  [
    "the subject names a label by which alerts are not grouped",
    alertmanager((values) => (values["config"].route.group_by = ["alertname"])),
    "the subject names model, by which alerts are not grouped",
  ],
  [
    "the message has no runbook",
    alertmanager((values) =>
      Reflect.deleteProperty(values["config"].receivers[1].sns_configs[0] as Editable, "message"),
    ),
    "the message has no runbook",
  ],
  [
    "hints are sent",
    alertmanager((values) => values["config"].route.routes.pop()),
    "alerts of severity info are sent, which are hints",
  ],
  [
    "a critical alert hides those of other models",
    alertmanager((values) => values["config"].inhibit_rules[0].equal.pop()),
    "a critical alert hides warnings with another model",
  ],
  [
    "both alerts about a fault are sent",
    alertmanager((values) => values["config"].inhibit_rules.pop()),
    "a critical alert does not hide the warning about its fault",
  ],
  [
    "a warning hides a critical alert",
    alertmanager((values) =>
      values["config"].inhibit_rules.push({
        source_matchers: ["severity = warning"],
        target_matchers: ["severity = critical"],
      }),
    ),
    "a warning hides a critical alert",
  ],
  [
    "an alert hides those of other pods",
    alertmanager((values) =>
      Reflect.deleteProperty(values["config"].inhibit_rules[0] as Editable, "source_matchers"),
    ),
    "a warning alert hides others of its severity",
  ],
  [
    "a critical alert hides those of other pods",
    alertmanager((values) => values["config"].inhibit_rules[0].target_matchers.pop()),
    "a critical alert hides others of its severity",
  ],
  [
    "the heartbeat has no route",
    alertmanager((values) => values["config"].route.routes.shift()),
    "nothing publishes to the topic of aws_cloudwatch_metric_alarm.alerts_heartbeat_alarm",
  ],
  [
    "the heartbeat is too slow for its alarm",
    alertmanager((values) => (values["config"].route.routes[0].repeat_interval = "7m")),
    "the heartbeat repeats after 7m and 1m, expected two in each period of 900 s",
  ],
  [
    "the end of the heartbeat counts as one",
    alertmanager((values) => (values["config"].receivers[2].sns_configs[0].send_resolved = true)),
    "the heartbeat is also sent when it ends",
  ],
  [
    "the chart reports the same fault",
    ({ platform }) => {
      const release = platform.resource.helm_release.prometheus as Editable;
      release["values"] = [
        String(release["values"][0]).replace('"KubeHpaMaxedOut": true', '"KubeHpaMaxedOut": false'),
      ];
    },
    "KubeHpaMaxedOut of the chart and ModelAtMaximum report the same fault",
  ],
  [
    "no alarm watches the heartbeat",
    remove("aws_cloudwatch_metric_alarm", "alerts_heartbeat_alarm"),
    "no alarm fires when aws_sns_topic.alerts_heartbeat gets no heartbeat",
  ],
  [
    "missing data is no alarm",
    alarm("alerts_heartbeat_alarm", (config) => (config["treat_missing_data"] = "ignore")),
    "its treat_missing_data is ignore, expected breaching",
  ],
  [
    "the alarm watches another topic",
    alarm("alerts_heartbeat_alarm", (config) => (config["dimensions"].TopicName = "other")),
    "no alarm fires when",
  ],
  [
    "the alarm has no action",
    alarm("alerts_heartbeat_alarm", (config) => (config["alarm_actions"] = [])),
    "it has no enabled action",
  ],
  [
    "an alarm is off",
    alarm("alerts_endpoints_sts", (config) => (config["actions_enabled"] = false)),
    "it has no enabled action",
  ],
  [
    "an alarm calls something else",
    alarm(
      "alerts_endpoints_sts",
      (config) => (config["alarm_actions"] = ["arn:aws:automate:ap-southeast-2:ec2:stop"]),
    ),
    "its action is not a topic of this stack",
  ],
  [
    "an alarm watches no endpoint",
    alarm("alerts_endpoints_sts", (config) => (config["dimensions"]["VPC Endpoint Id"] = "vpce-0")),
    "its VPC Endpoint Id is not an endpoint of these stacks",
  ],
  [
    "an endpoint has no alarm",
    remove("aws_cloudwatch_metric_alarm", "alerts_endpoints_sns"),
    "aws_vpc_endpoint.sns: endpoint: no alarm watches it",
  ],
  [
    "a dimension has the name of another service",
    alarm(
      "alerts_endpoints_sts",
      (config) => (config["dimensions"]["Service Name"] = "com.amazonaws.ap-southeast-2.sns"),
    ),
    "its Service Name is com.amazonaws.ap-southeast-2.sns, expected com.amazonaws.ap-southeast-2.sts",
  ],
  [
    "a dimension is missing",
    alarm("alerts_endpoints_sts", (config) =>
      Reflect.deleteProperty(config["dimensions"] as Editable, "VPC Id"),
    ),
    "its dimensions are Endpoint Type, Service Name, VPC Endpoint Id, expected",
  ],
  [
    "an alert has no runbook",
    rule((each) => (each["annotations"].runbook = " ")),
    "alert ModelErrors: it has no runbook",
  ],
  [
    "an alert has no severity",
    rule((each) => Reflect.deleteProperty(each["labels"] as Editable, "severity")),
    "its severity is missing",
  ],
  [
    "an alert fires at once",
    rule((each) => Reflect.deleteProperty(each, "for")),
    "its time until it fires is missing",
  ],
  [
    "an alert reads a model that does not exist",
    rule((each) => (each["expr"] = String(each["expr"]).replaceAll('service="api"', 'service="gone"'))),
    "it reads the service gone of ml-inference, which these stacks do not have",
  ],
  [
    "alerts of a model are missing",
    ({ models }) => {
      const release = models.resource.helm_release.alert_rules as Editable;
      release["values"] = [
        String(release["values"][0])
          .replaceAll('deployment=\\"api\\"', 'deployment!=\\"api\\"')
          .replaceAll('service=\\"api\\"', 'service!=\\"api\\"'),
      ];
      const values = JSON.parse(release["values"][0] as string) as Editable;
      values["resources"].push({
        ...values["resources"][0],
        metadata: { name: "other", namespace: "ml-inference" },
        spec: {
          groups: [
            {
              name: "other",
              rules: [
                {
                  alert: "Other",
                  expr: 'kube_deployment_spec_replicas{namespace="ml-inference",deployment="other"}',
                  for: "5m",
                  labels: { severity: "warning" },
                  annotations: { summary: "a", runbook: "b" },
                },
              ],
            },
          ],
        },
      });
      release["values"] = [JSON.stringify(values)];
    },
    "Deployment api: no critical alert tells that no pod of api serves",
  ],
])("OBS-02 it is found if %s", (_, edit, message) => {
  expect(newlyFound(CHECKS, PLAN, edit)).toContainEqual(expect.stringContaining(message));
});

test("OBS-02 a route of another form is not followed, and its alerts count as sent to its parent", () => {
  const edit = alertmanager((values) =>
    values["config"].route.routes.push({ receiver: "null", matchers: ["{severity=critical}"] }),
  );
  expect(newlyFound(CHECKS, PLAN, edit)).toEqual([]);
});
