import { type SentenceCase } from "./case";

const NODES = {
  "cluster/aws_eks_node_group.general": {
    node_group_name: "general",
    instance_types: ["m7i.large"],
    scaling_config: { min_size: 1, max_size: 3, desired_size: 1 },
  },
};
const METADATA = { name: "api", namespace: "models" };
const CPU = { resource: { name: "cpu", target: { type: "Utilization", average_utilization: 70 } } };
const AUTOSCALED = {
  "kubernetes_horizontal_pod_autoscaler_v2.api": {
    metadata: METADATA,
    spec: {
      min_replicas: 1,
      max_replicas: 4,
      scale_target_ref: { kind: "Deployment", name: "api" },
      metric: [{ type: "Resource", ...CPU }],
    },
  },
};
const running = (container: object) => ({
  "kubernetes_deployment_v1.api": {
    metadata: METADATA,
    spec: { replicas: 1, template: { spec: { container: [{ name: "api", ...container }] } } },
  },
});
const limited = (limits: object) =>
  running({ resources: { requests: { cpu: "250m", memory: "256Mi" }, limits } });
const requesting = (cpu: string) => running({ resources: { requests: { cpu, memory: "256Mi" } } });
const probed = (period_seconds: number, probe = "liveness_probe") =>
  running({ [probe]: { period_seconds, failure_threshold: 3 } });

const scaling = { layer: "models", topic: "Scaling and limits" } as const;

/** When an autoscaler adds pods, how many fit, and when Kubernetes ends a container. */
export const SCALING_SENTENCES: readonly SentenceCase[] = [
  {
    ...scaling,
    beside: { ...NODES, ...AUTOSCALED },
    before: requesting("250m"),
    after: requesting("1500m"),
    lines: [
      "info: the autoscaler adds pods to api while a pod uses more than 1050m (70 % of 1500m) CPU on average, before 175m (70 % of 250m)",
      "info: replicas of api that the nodes hold beside the minimum of other workloads, with room for a rollout: 0 of 4 at the fewest nodes and 2 at the most, before 4 of 4",
    ],
  },
  {
    ...scaling,
    before: limited({ memory: "1Gi" }),
    after: limited({ memory: "512Mi" }),
    lines: [
      "attention: the kernel ends a container of api above its memory limit, now 512Mi; compare it with the use of a loaded pod first",
    ],
  },
  {
    ...scaling,
    before: limited({ cpu: "1" }),
    after: limited({ cpu: "500m" }),
    lines: ["info: the CPU of api is throttled above its limit, now 500m"],
  },
  {
    ...scaling,
    before: probed(10),
    after: probed(20),
    lines: ["info: a container of api that does not answer for 60 s is restarted, before 30 s"],
  },
  {
    ...scaling,
    before: running({}),
    after: probed(10, "startup_probe"),
    lines: ["info: a container of api that does not start for 30 s is restarted"],
  },
  {
    ...scaling,
    before: probed(20, "startup_probe"),
    after: probed(10, "startup_probe"),
    lines: ["attention: a container of api that does not start for 30 s is restarted, before 60 s"],
  },
];
