import { type PartCauses, type Shaped } from "../../stacks/causes/table";

const OUTPUT: Shaped = { part: "components.alerts", by: { "components.alerts": "exists" } };

export const CAUSES: PartCauses = {
  network: {
    "alerts_*_endpoint_id": {
      part: "components.alerts",
      by: { "components.alerts": "exists" },
      shapedBy: { endpointServices: "exists", secretsDriver: "exists" },
    },
  },
  cluster: {
    alerts: {
      part: "components.alerts",
      by: {
        "components.alerts": "exists",
        "components.alerts.email": "aws_sns_topic_subscription:endpoint",
        "entry.host": "aws_cloudwatch_metric_alarm:exists",
        "entry.httpOnly": "aws_cloudwatch_metric_alarm:exists",
        "entry.certificateArn": "aws_cloudwatch_metric_alarm:exists",
        namePrefix: "name alarm_name description",
        account: "policy assume_role_policy",
        region: "policy assume_role_policy",
      },
      shapedBy: { stopsNodes: "aws_cloudwatch_metric_alarm:exists" },
    },
    "alerts/endpoints/*": {
      part: "components.alerts",
      by: {
        "components.alerts": "exists",
        namePrefix: "alarm_name",
        region: "dimensions",
      },
      shapedBy: { endpointServices: "exists", secretsDriver: "exists" },
    },
    alerts_topic_arn: OUTPUT,
    alerts_heartbeat_topic_arn: OUTPUT,
    alerts_role_arn: OUTPUT,
  },
  platform: {
    "platform-alerts": {
      part: "components.alerts",
      by: { "components.alerts": "exists", "charts.*.namespace": "values" },
      shapedBy: { gpuMetrics: "values" },
    },
  },
  models: {
    "alert-rules": {
      part: "components.alerts",
      by: {
        "components.alerts": "exists",
        "components.alerts.availabilityPercent": "values",
        "components.alerts.latencySeconds": "values",
        "components.alerts.latencyPercent": "values",
        "components.alerts.models": "values",
        namespace: "namespace values",
        "models[].name": "values",
        "models[].kind": "values",
        "models[].metricsPath": "values",
        "models[].replicas": "values",
      },
    },
  },
};
