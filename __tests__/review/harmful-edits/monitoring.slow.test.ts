import { PLATFORM, UNKNOWN, expectAttention } from "./harmful-edits";

const fileWith = (rule: object): object => ({
  metadata: [{ name: "rules", namespace: "kserve" }],
  data: { "rules.json": JSON.stringify({ groups: [{ name: "a", rules: [rule] }] }) },
});

const rulesFile = (who: string): object => fileWith({ name: "b", who });
const recordingRule = (expr: string): object => fileWith({ record: "b", expr });

const router = (file: string): object => ({
  metadata: [{ name: "router", namespace: "models" }],
  data: { "router.conf": file },
});

describe("edits of monitoring that do harm need attention", () => {
  expectAttention([
    {
      what: "a target of Prometheus in a manifest that goes",
      address: "kubernetes_manifest.target",
      environment: PLATFORM,
      from: ({ models }) => {
        models.resource.kubernetes_manifest = {
          target: {
            manifest: {
              apiVersion: "monitoring.coreos.com/v1",
              kind: "ServiceMonitor",
              metadata: { name: "target", namespace: "models" },
              spec: {},
            },
          },
        };
      },
      edit: ({ models }) => {
        Reflect.deleteProperty(models.resource, "kubernetes_manifest");
      },
    },
    {
      what: "an alarm whose actions the apply may turn off",
      address: "aws_cloudwatch_metric_alarm.alerts_heartbeat_alarm",
      environment: PLATFORM,
      edit: ({ cluster }) => {
        cluster.resource.aws_cloudwatch_metric_alarm.alerts_heartbeat_alarm.actions_enabled = UNKNOWN;
      },
    },
    {
      what: "a file of a log router without its outputs",
      address: "kubernetes_config_map_v1.router",
      from: ({ models }) => {
        models.resource.kubernetes_config_map_v1.router = router("[OUTPUT]\n  Name stdout");
      },
      edit: ({ models }) => {
        models.resource.kubernetes_config_map_v1.router = router("");
      },
    },
    {
      what: "a recorded series with another limit",
      address: "kubernetes_config_map_v1.rules",
      environment: PLATFORM,
      from: ({ platform }) => {
        platform.resource.kubernetes_config_map_v1.rules = recordingRule("errors > 10");
      },
      edit: ({ platform }) => {
        platform.resource.kubernetes_config_map_v1.rules = recordingRule("errors > 5");
      },
    },
    {
      what: "rules in a file that are not alerts",
      address: "kubernetes_config_map_v1.rules",
      environment: PLATFORM,
      from: ({ platform }) => {
        platform.resource.kubernetes_config_map_v1.rules = rulesFile("nobody");
      },
      edit: ({ platform }) => {
        platform.resource.kubernetes_config_map_v1.rules = rulesFile("everybody");
      },
    },
  ]);
});
