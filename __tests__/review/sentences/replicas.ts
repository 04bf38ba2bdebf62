import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const DEPLOYMENT = "kubernetes_deployment_v1.api";
const AUTOSCALER = "kubernetes_horizontal_pod_autoscaler_v2.api";
const BUDGET = "kubernetes_pod_disruption_budget_v1.api";
const QUOTA = "kubernetes_resource_quota_v1.models";

const METADATA = { name: "api", namespace: "models" };

const replicas = (count: number | string) => ({
  [DEPLOYMENT]: { metadata: METADATA, spec: { replicas: count } },
});
const scaled = (spec: JsonObject) => ({ [AUTOSCALER]: { metadata: METADATA, spec } });
const at = (metric: JsonObject) =>
  scaled({ metric: [{ type: "Resource", resource: { name: "cpu", target: metric } }] });
const percent = (average_utilization: number | string) => at({ type: "Utilization", average_utilization });
const killedAfter = (termination_grace_period_seconds: number | string) => ({
  [DEPLOYMENT]: { metadata: METADATA, spec: { template: { spec: { termination_grace_period_seconds } } } },
});
const limited = (pods: number | string) => ({ [QUOTA]: { metadata: METADATA, spec: { hard: { pods } } } });
const budget = (spec: JsonObject) => ({ [BUDGET]: { metadata: METADATA, spec } });
const containing = (container: JsonObject) => ({
  [DEPLOYMENT]: {
    metadata: METADATA,
    spec: { template: { spec: { container: [{ name: "api", ...container }] } } },
  },
});
const requesting = (resources: JsonObject) => containing({ resources });

/** Replicas, their bounds and their sizes. */
export const REPLICA_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "models",
    before: replicas(2),
    after: replicas(0),
    topic: "Replicas and sizes",
    lines: [
      "attention, outage: replicas of kubernetes_deployment_v1.api: 2 → 0; all pods end, and their clients get no answer",
    ],
  },
  {
    layer: "models",
    before: replicas(2),
    after: replicas("${var.replicas}"),
    topic: "Replicas and sizes",
    lines: [
      "attention: replicas of kubernetes_deployment_v1.api: 2 → ${var.replicas}; only the apply knows the value",
    ],
  },
  {
    layer: "models",
    before: replicas(2),
    after: replicas(1),
    topic: "Replicas and sizes",
    lines: [
      "attention: replicas of kubernetes_deployment_v1.api: 2 → 1; a single pod serves, and nothing does while its node or zone fails",
    ],
  },
  {
    layer: "models",
    before: replicas(2),
    after: replicas(3),
    topic: "Replicas and sizes",
    lines: ["info: replicas of kubernetes_deployment_v1.api: 2 → 3"],
  },
  {
    layer: "models",
    before: scaled({ min_replicas: 2 }),
    after: scaled({ min_replicas: "${var.min}" }),
    lines: [
      "attention: minimum replicas of kubernetes_horizontal_pod_autoscaler_v2.api: 2 → ${var.min}; only the apply knows the value",
    ],
  },
  {
    layer: "models",
    before: scaled({ min_replicas: 2 }),
    after: scaled({ min_replicas: 1 }),
    lines: [
      "attention: minimum replicas of kubernetes_horizontal_pod_autoscaler_v2.api: 2 → 1; a single pod serves, and nothing does while its node or zone fails",
    ],
  },
  {
    layer: "models",
    before: scaled({ min_replicas: 2 }),
    after: scaled({ min_replicas: 3 }),
    lines: ["info: minimum replicas of kubernetes_horizontal_pod_autoscaler_v2.api: 2 → 3"],
  },
  {
    layer: "models",
    before: scaled({ max_replicas: 4 }),
    after: scaled({ max_replicas: "${var.max}" }),
    lines: [
      "attention: maximum replicas of kubernetes_horizontal_pod_autoscaler_v2.api: 4 → ${var.max}; only the apply knows the value",
    ],
  },
  {
    layer: "models",
    before: scaled({ max_replicas: 4 }),
    after: scaled({ max_replicas: 3 }),
    lines: [
      "attention: maximum replicas of kubernetes_horizontal_pod_autoscaler_v2.api: 4 → 3; a load that more pods serve today ends them, and the others have to serve it",
    ],
  },
  {
    layer: "models",
    before: scaled({ max_replicas: 4 }),
    after: scaled({ max_replicas: 8 }),
    lines: ["info: maximum replicas of kubernetes_horizontal_pod_autoscaler_v2.api: 4 → 8"],
  },
  {
    layer: "models",
    before: percent(70),
    after: percent("${var.percent}"),
    lines: [
      "attention: autoscaling target of kubernetes_horizontal_pod_autoscaler_v2.api: spec.metric.resource.target.average_utilization 70 → ${var.percent}; only the apply knows the value",
    ],
  },
  {
    layer: "models",
    before: percent(70),
    after: at({ type: "AverageValue", average_value: "500m" }),
    lines: [
      "attention: autoscaling target of kubernetes_horizontal_pod_autoscaler_v2.api: spec.metric.resource.target.type Utilization → AverageValue; the number of pods follows another load",
      "info: autoscaling target of kubernetes_horizontal_pod_autoscaler_v2.api: spec.metric.resource.target.average_utilization 70 → not set",
      "info: autoscaling target of kubernetes_horizontal_pod_autoscaler_v2.api: spec.metric.resource.target.average_value not set → 500m",
    ],
  },
  {
    layer: "models",
    before: percent(70),
    after: percent(50),
    lines: [
      "info: autoscaling target of kubernetes_horizontal_pod_autoscaler_v2.api: spec.metric.resource.target.average_utilization 70 → 50",
    ],
  },
  {
    layer: "models",
    before: killedAfter(90),
    after: killedAfter("${var.seconds}"),
    lines: [
      "info, pods roll: the apply replaces the pods of kubernetes_deployment_v1.api step by step, since their template changes in termination_grace_period_seconds",
      "attention: seconds until a terminating pod of kubernetes_deployment_v1.api is killed: 90 → ${var.seconds}; only the apply knows the value",
    ],
  },
  {
    layer: "models",
    before: killedAfter(90),
    after: killedAfter(375),
    lines: [
      "info, pods roll: the apply replaces the pods of kubernetes_deployment_v1.api step by step, since their template changes in termination_grace_period_seconds",
      "info: seconds until a terminating pod of kubernetes_deployment_v1.api is killed: 90 → 375",
    ],
  },
  {
    layer: "models",
    before: limited(10),
    after: limited("${var.pods}"),
    lines: [
      "attention: quota of kubernetes_resource_quota_v1.models: spec.hard.pods 10 → ${var.pods}; only the apply knows the value",
    ],
  },
  {
    layer: "models",
    before: limited(10),
    after: limited(20),
    lines: ["info: quota of kubernetes_resource_quota_v1.models: spec.hard.pods 10 → 20"],
  },
  {
    layer: "models",
    before: budget({ min_available: 1 }),
    after: budget({ min_available: "${var.least}" }),
    lines: [
      "attention: disruption budget of kubernetes_pod_disruption_budget_v1.api: spec.min_available 1 → ${var.least}; only the apply knows the value",
    ],
  },
  {
    layer: "models",
    before: budget({ min_available: 2 }),
    after: budget({ min_available: 1 }),
    lines: [
      "attention: disruption budget of kubernetes_pod_disruption_budget_v1.api: spec.min_available 2 → 1; a drain of nodes may end more pods at once",
    ],
  },
  {
    layer: "models",
    before: budget({ max_unavailable: 1 }),
    after: budget({ max_unavailable: "50%" }),
    lines: [
      "attention: disruption budget of kubernetes_pod_disruption_budget_v1.api: spec.max_unavailable 1 → 50%; a drain of nodes may end more pods at once",
    ],
  },
  {
    layer: "models",
    before: budget({ max_unavailable: "50%" }),
    after: budget({ max_unavailable: 1 }),
    lines: [
      "info: disruption budget of kubernetes_pod_disruption_budget_v1.api: spec.max_unavailable 50% → 1",
    ],
  },
  {
    layer: "models",
    before: requesting({}),
    after: requesting({ requests: { cpu: "500m", memory: "1Gi" }, limits: { memory: "1Gi" } }),
    lines: [
      "info, pods roll: the apply replaces the pods of kubernetes_deployment_v1.api step by step, since their template changes in container.resources.requests, container.resources.limits",
      'info: requests of kubernetes_deployment_v1.api: not set → {"cpu":"500m","memory":"1Gi"}',
      'info: limits of kubernetes_deployment_v1.api: not set → {"memory":"1Gi"}',
      "attention: the kernel ends a container of api above its memory limit, now 1024Mi; compare it with the use of a loaded pod first",
    ],
  },
  {
    layer: "models",
    before: containing({}),
    after: requesting({ requests: { memory: "1Gi" } }),
    topic: "Replicas and sizes",
    lines: [
      'info: requests and limits of kubernetes_deployment_v1.api: not set → {"requests":{"memory":"1Gi"}}',
    ],
  },
  {
    layer: "models",
    before: requesting({ requests: { memory: "1Gi" }, limits: { memory: "1Gi" } }),
    after: requesting({ requests: { memory: "2Gi" }, limits: { memory: "2Gi" } }),
    lines: [
      "info, pods roll: the apply replaces the pods of kubernetes_deployment_v1.api step by step, since their template changes in container.resources.requests.memory, container.resources.limits.memory",
      "info: memory request and limit of kubernetes_deployment_v1.api: 1Gi → 2Gi",
    ],
  },
];
