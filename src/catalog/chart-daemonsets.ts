/** A DaemonSet of a chart that pods of models need on their node. */
export interface ChartDaemonSet {
  /** Reason why a pod waits for it. */
  readonly neededFor: string;
  /** Path of the value with the priority class, and the chart's default. */
  readonly priority: { readonly value: string; readonly default: string };
  /** Path of the value with tolerations, and whether the default tolerates every taint. */
  readonly tolerations: { readonly value: string; readonly everyTaintByDefault: boolean };
  /** Path of the value with the affinity. @default - the chart itself keeps the pods off Fargate nodes */
  readonly affinity?: string;
}

/**
 * Source: the charts of these versions, rendered with Helm 3.18.6 for Kubernetes 1.36 and installed on an API server
 * (2026-11-20). The chart of the AWS provider has `eks.amazonaws.com/compute-type NotIn fargate` of its own and no value
 * for it. The NVIDIA device plugin runs on GPU nodes only; the check `gpu-ready` covers it.
 */
export const CHART_DAEMONSETS: Readonly<Record<string, ChartDaemonSet>> = {
  // 1.6.0
  "secrets-store-csi-driver": {
    neededFor: "the mount of secrets",
    priority: { value: "linux.priorityClassName", default: "" },
    tolerations: { value: "linux.tolerations", everyTaintByDefault: true },
    affinity: "linux.affinity",
  },
  // 3.1.1
  "secrets-store-csi-driver-provider-aws": {
    neededFor: "the mount of secrets",
    priority: { value: "priorityClassName", default: "" },
    tolerations: { value: "tolerations", everyTaintByDefault: false },
  },
};
