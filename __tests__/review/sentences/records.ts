import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const CLUSTER = "aws_eks_cluster.main";
const LOG = "aws_flow_log.main";

const ROUTER = "kubernetes_config_map_v1.router";
const routing = (data: JsonObject) => ({
  metadata: { name: "aws-logging", namespace: "aws-observability" },
  data,
});

const TARGET = "kubernetes_manifest.target";
const scraped = {
  [TARGET]: {
    manifest: {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "ServiceMonitor",
      metadata: { name: "api", namespace: "models" },
      spec: {},
    },
  },
};

/** Records of connections, logs and metrics. */
export const RECORD_SENTENCES: readonly SentenceCase[] = [
  {
    before: { [CLUSTER]: { enabled_cluster_log_types: ["api", "audit"] } },
    after: { [CLUSTER]: { enabled_cluster_log_types: ["audit", "authenticator"] } },
    lines: [
      "attention: aws_eks_cluster.main: the control plane no longer writes logs of api",
      "info: aws_eks_cluster.main: the control plane writes logs of authenticator, too",
    ],
  },
  {
    before: { [CLUSTER]: { enabled_cluster_log_types: ["audit"] } },
    after: { [CLUSTER]: { enabled_cluster_log_types: ["audit", "authenticator"] } },
    lines: ["info: aws_eks_cluster.main: the control plane writes logs of authenticator, too"],
  },
  {
    layer: "network",
    before: { [LOG]: { traffic_type: "REJECT" } },
    after: { [LOG]: { traffic_type: "ALL" } },
    lines: [
      "info: traffic_type of aws_flow_log.main: REJECT → ALL; all connections are recorded",
      "info: aws_flow_log.main is replaced; connections meanwhile are not recorded",
    ],
  },
  {
    layer: "network",
    before: { [LOG]: { traffic_type: "ALL" } },
    after: { [LOG]: { traffic_type: "REJECT" } },
    lines: [
      "attention: traffic_type of aws_flow_log.main: ALL → REJECT; other connections are no longer recorded",
      "info: aws_flow_log.main is replaced; connections meanwhile are not recorded",
    ],
  },
  {
    layer: "network",
    before: { [LOG]: { log_destination: "arn:aws:s3:::flow-logs-a" } },
    after: { [LOG]: { log_destination: "arn:aws:s3:::flow-logs-b" } },
    lines: [
      "attention: log_destination of aws_flow_log.main: arn:aws:s3:::flow-logs-a → arn:aws:s3:::flow-logs-b; the records go elsewhere",
      "info: aws_flow_log.main is replaced; connections meanwhile are not recorded",
    ],
  },
  {
    layer: "network",
    before: { [LOG]: { vpc_id: "vpc-1" } },
    after: { [LOG]: { vpc_id: "vpc-2" } },
    lines: [
      "attention: vpc_id of aws_flow_log.main: vpc-1 → vpc-2; connections of the former one are no longer recorded",
      "info: aws_flow_log.main is replaced; connections meanwhile are not recorded",
    ],
  },
  {
    layer: "network",
    before: { [LOG]: { vpc_id: "vpc-1", max_aggregation_interval: 600 } },
    after: { [LOG]: { vpc_id: "vpc-1", max_aggregation_interval: 60 } },
    lines: [
      "info: max_aggregation_interval of aws_flow_log.main: 600 → 60",
      "info: aws_flow_log.main is replaced; connections meanwhile are not recorded",
    ],
  },
  {
    layer: "network",
    before: {
      [LOG]: {
        log_destination_type: "cloud-watch-logs",
        iam_role_arn: "arn:aws:iam::111122223333:role/logs",
      },
    },
    after: { [LOG]: { log_destination_type: "s3" } },
    lines: [
      "info: log_destination_type of aws_flow_log.main: cloud-watch-logs → s3",
      "info: iam_role_arn of aws_flow_log.main: arn:aws:iam::111122223333:role/logs → not set",
      "info: aws_flow_log.main is replaced; connections meanwhile are not recorded",
    ],
  },
  {
    layer: "network",
    before: { [LOG]: { vpc_id: "vpc-1" } },
    lines: ["attention: aws_flow_log.main: connections are no longer recorded"],
  },
  {
    before: { [ROUTER]: routing({ "output.conf": "[OUTPUT]\n  Name cloudwatch_logs" }) },
    lines: ["attention: logs are no longer routed: kubernetes_config_map_v1.router is removed"],
  },
  {
    before: { [ROUTER]: routing({ "output.conf": "[OUTPUT]\n  Name cloudwatch_logs", flb_log_cw: "false" }) },
    after: { [ROUTER]: routing({ "output.conf": "[OUTPUT]\n  Name s3", flb_log_cw: "true" }) },
    lines: [
      "attention: logs take another way or end: data.output.conf[line 2] of kubernetes_config_map_v1.router:   Name cloudwatch_logs →   Name s3; also data.flb_log_cw",
    ],
  },
  {
    layer: "models",
    before: scraped,
    lines: [
      "attention: no longer read by Prometheus, so that alerts on its series cannot fire: ServiceMonitor api",
    ],
  },
  {
    layer: "models",
    after: scraped,
    lines: ["info: now read by Prometheus: ServiceMonitor api"],
  },
];
