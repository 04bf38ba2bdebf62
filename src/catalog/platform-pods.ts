/**
 * Pods of EKS add-ons and charts, with their requests. Values of a chart override them.
 *
 * Sources, all read 2026-11-20: amazon-vpc-cni-k8s chart (25m for the CNI, 25m for its network policy agent);
 * Amazon EKS user guide, "Managing the CoreDNS add-on"; aws-observability/helm-charts; values of
 * kubernetes-sigs/secrets-store-csi-driver, aws/secrets-store-csi-driver-provider-aws, NVIDIA/k8s-device-plugin
 * and eks-pod-identity-agent. kube-proxy and metrics-server as observed in clusters with these add-ons (not confirmed
 * by a primary source).
 *
 * Reasons for the level privileged: the charts of secrets-store-csi-driver 1.6.0, its AWS provider 3.1.1 and
 * nvidia-device-plugin 0.19.3, rendered with Helm 3.18.6 (2026-11-20); templates of the charts aws-vpc-cni 1.23.1,
 * eks-pod-identity-agent and amazon-cloudwatch-observability 6.4.0 (read 2026-11-21). kube-proxy is not confirmed.
 */
export interface PlatformPod {
  readonly name: string;
  /** Number of pods; for a DaemonSet, one on each node or on each GPU node. */
  readonly count: number | "every-node" | "every-gpu-node";
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  /** True if the pod uses the address of the node. @default false */
  readonly hostNetwork?: boolean;
  /**
   * Reason why only the level privileged of the Pod Security Standards admits the pod.
   * @default - the level baseline admits it
   */
  readonly privileged?: string;
  /** Keys of the chart values that override the count and the requests. @default - none */
  readonly values?: { readonly replicas?: string; readonly resources?: string };
}

export const ADDON_PODS: Readonly<Record<string, readonly PlatformPod[]>> = {
  "vpc-cni": [
    {
      name: "aws-node",
      count: "every-node",
      cpuMillis: 50,
      memoryMiB: 0,
      hostNetwork: true,
      privileged:
        "it configures network interfaces and packet filters of the node: host network, host paths, privileged containers",
    },
  ],
  "kube-proxy": [
    {
      name: "kube-proxy",
      count: "every-node",
      cpuMillis: 100,
      memoryMiB: 0,
      hostNetwork: true,
      privileged: "it writes packet filters of the node: host network, privileged container",
    },
  ],
  "eks-pod-identity-agent": [
    {
      name: "eks-pod-identity-agent",
      count: "every-node",
      cpuMillis: 0,
      memoryMiB: 0,
      hostNetwork: true,
      privileged: "it adds a link-local address to the node: host network, privileged init container",
    },
  ],
  coredns: [{ name: "coredns", count: 2, cpuMillis: 100, memoryMiB: 70 }],
  "metrics-server": [{ name: "metrics-server", count: 2, cpuMillis: 100, memoryMiB: 200 }],
  "amazon-cloudwatch-observability": [
    {
      name: "cloudwatch-agent",
      count: "every-node",
      cpuMillis: 250,
      memoryMiB: 128,
      hostNetwork: true,
      privileged: "it measures the node and its containers: host network, host paths",
    },
    {
      name: "fluent-bit",
      count: "every-node",
      cpuMillis: 50,
      memoryMiB: 25,
      hostNetwork: true,
      privileged: "it reads log files of the node: host network, host paths",
    },
    { name: "controller-manager", count: 1, cpuMillis: 100, memoryMiB: 64 },
  ],
};

export const CHART_PODS: Readonly<Record<string, readonly PlatformPod[]>> = {
  "aws-load-balancer-controller": [
    {
      name: "aws-load-balancer-controller",
      count: 2,
      cpuMillis: 0,
      memoryMiB: 0,
      values: { replicas: "replicaCount", resources: "resources" },
    },
  ],
  "secrets-store-csi-driver": [
    {
      name: "secrets-store-csi-driver",
      count: "every-node",
      cpuMillis: 70,
      memoryMiB: 140,
      privileged: "it mounts file systems into other pods: host paths of the kubelet, privileged container",
    },
  ],
  "secrets-store-csi-driver-provider-aws": [
    {
      name: "secrets-store-csi-driver-provider-aws",
      count: "every-node",
      cpuMillis: 50,
      memoryMiB: 100,
      values: { resources: "resources" },
      privileged: "its socket and the mounts are files of the node: host paths of the kubelet",
    },
  ],
  "nvidia-device-plugin": [
    {
      name: "nvidia-device-plugin",
      count: "every-gpu-node",
      cpuMillis: 0,
      memoryMiB: 0,
      values: { resources: "resources" },
      privileged: "it registers GPUs with the kubelet: host paths of device plugins",
    },
  ],
};

/** Charts that add nodes for pending pods. */
export const NODE_AUTOSCALERS: ReadonlySet<string> = new Set(["cluster-autoscaler", "karpenter"]);
