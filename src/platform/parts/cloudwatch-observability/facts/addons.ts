import { EVERY_TAINT, type AddonFacts } from "../../../../proof/facts/addons";

const CHART =
  "aws-observability/helm-charts, amazon-cloudwatch-observability 6.4.0 (read 2026-11-21); which add-on version has this chart is not confirmed";

/** Its webhooks have the policy Ignore (aws-observability/helm-charts of 2026-08-07, values.yaml, read 2026-11-23). */
export const ADDONS: Readonly<Record<string, AddonFacts>> = {
  "amazon-cloudwatch-observability": {
    pods: [
      {
        kind: "DaemonSet",
        name: "cloudwatch-agent",
        namespace: "amazon-cloudwatch",
        serviceAccount: "cloudwatch-agent",
        count: "every-node",
        cpuMillis: 250,
        memoryMiB: 128,
        hostNetwork: true,
        privileged: "it measures the node and its containers: host network, host paths",
        priorityClass: "system-node-critical",
        tolerations: EVERY_TAINT,
        confirmed: true,
        source: CHART,
      },
      {
        kind: "DaemonSet",
        name: "fluent-bit",
        namespace: "amazon-cloudwatch",
        serviceAccount: "cloudwatch-agent",
        count: "every-node",
        cpuMillis: 50,
        memoryMiB: 25,
        hostNetwork: true,
        privileged: "it reads log files of the node: host network, host paths",
        priorityClass: "system-node-critical",
        tolerations: EVERY_TAINT,
        confirmed: true,
        source: CHART,
      },
      // On nodes of the GPU types that the chart lists: all of `src/platform/facts/instance-capacity.ts` but p5.4xlarge. The chart
      // also has an exporter for Neuron types, of which that table has none.
      {
        kind: "DaemonSet",
        name: "dcgm-exporter",
        namespace: "amazon-cloudwatch",
        serviceAccount: "dcgm-exporter-service-acct",
        count: "every-gpu-node",
        cpuMillis: 250,
        memoryMiB: 128,
        privileged: "it reads counters of GPUs: host paths, capability SYS_ADMIN",
        priorityClass: "",
        tolerations: EVERY_TAINT,
        confirmed: true,
        source: CHART,
      },
      {
        kind: "Deployment",
        name: "amazon-cloudwatch-observability-controller-manager",
        namespace: "amazon-cloudwatch",
        serviceAccount: "amazon-cloudwatch-observability-controller-manager",
        labels: {
          "app.kubernetes.io/name": "amazon-cloudwatch-observability",
          "control-plane": "controller-manager",
        },
        count: 1,
        cpuMillis: 100,
        memoryMiB: 64,
        priorityClass: "",
        tolerations: [],
        confirmed: true,
        source: CHART,
      },
    ],
    kinds: {
      names: [
        "amazoncloudwatchagents.cloudwatch.aws.amazon.com",
        "dcgmexporters.cloudwatch.aws.amazon.com",
        "instrumentations.cloudwatch.aws.amazon.com",
        "neuronmonitors.cloudwatch.aws.amazon.com",
      ],
      source: "aws-observability/helm-charts, `crds` of amazon-cloudwatch-observability (read 2026-11-28)",
    },
    // The guide also names `AWSXrayWriteOnlyAccess`, which is required only to send traces.
    identity: {
      namespace: "amazon-cloudwatch",
      serviceAccount: "cloudwatch-agent",
      needs: ["CloudWatchAgentServerPolicy"],
    },
  },
};
