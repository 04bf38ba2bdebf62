import { type Watched, editedLines } from "./edited";
import { type Topic } from "./topic";

const WATCHED: readonly Watched[] = [
  { type: /^kubernetes_deployment/, argument: /^spec\.replicas$/, what: "replicas" },
  { type: /^kubernetes_horizontal_pod_autoscaler/, argument: /^spec\.(min|max)_replicas$/, what: "replicas" },
  {
    type: /^kubernetes_horizontal_pod_autoscaler/,
    argument: /^spec\.metric(\.|$)/,
    what: "autoscaling target",
  },
  { type: /^kubernetes_deployment/, argument: /\.resources(\.|$)/, what: "requests and limits" },
  {
    type: /^kubernetes_deployment/,
    argument: /\.termination_grace_period_seconds$/,
    what: "seconds until a terminating pod is killed",
  },
  { type: /^kubernetes_resource_quota/, argument: /^spec\.hard$/, what: "quota" },
  { type: /^kubernetes_pod_disruption_budget/, argument: /^spec\.(min|max)_/, what: "disruption budget" },
  { type: /^aws_eks_node_group$/, argument: /^scaling_config\./, what: "node count" },
  { type: /^aws_eks_node_group$/, argument: /^(instance_types|capacity_type)$/, what: "instance type" },
  { type: /^aws_launch_template$/, argument: /\.volume_(size|type)$/, what: "disk" },
  { type: /^aws_cloudwatch_log_group$/, argument: /^retention_in_days$/, what: "log retention in days" },
  {
    type: /^aws_s3_bucket_lifecycle_configuration$/,
    argument: /(^|\.)expiration(\.|$)/,
    what: "days until objects expire",
  },
];

export const sizes: Topic = {
  title: "Replicas and sizes",
  lines: (change) => editedLines(change, WATCHED, (_, text) => ({ level: "info", text })),
};
