/**
 * Pods that EKS add-ons run, with the defaults of their configuration.
 *
 * EKS publishes no manifests of its add-ons. A row is confirmed if the chart of its authors or pods on an EKS node show
 * its requests; the source says which. Priority classes and tolerations of kube-proxy, CoreDNS and metrics-server are
 * those of their public manifests and not confirmed for the add-on. No DaemonSet runs on Fargate nodes.
 */
export interface AddonPods {
  readonly kind: "Deployment" | "DaemonSet";
  readonly name: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Labels that its selector matches. @default - `k8s-app` with its name */
  readonly labels?: Readonly<Record<string, string>>;
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
  readonly priorityClass: string;
  readonly tolerations: readonly Toleration[];
  /** True if a primary source or pods of the add-on show the requests. */
  readonly confirmed: boolean;
  readonly source: string;
}

export interface Toleration {
  /** @default - every taint */
  readonly key?: string;
  readonly operator: "Exists";
  /** @default - every effect */
  readonly effect?: string;
}

const EVERY_TAINT: readonly Toleration[] = [{ operator: "Exists" }];
const CRITICAL_ADDONS: Toleration = { key: "CriticalAddonsOnly", operator: "Exists" };
const CONTROL_PLANE: Toleration = {
  key: "node-role.kubernetes.io/control-plane",
  operator: "Exists",
  effect: "NoSchedule",
};

const VPC_CNI =
  "aws/eks-charts, stable/aws-vpc-cni 1.22.4: 25m for the CNI, 25m for its network policy agent (read 2026-11-21); 50m on AL2023 nodes of EKS 1.32, 1.34 and 1.36, 2026-01 to 2026-07";
const OBSERVED =
  "requests of pods in public listings of AL2023 nodes, EKS 1.32 to 1.36, 2025-11 to 2026-07 (read 2026-11-21)";
const MOUNTPOINT =
  "awslabs/mountpoint-s3-csi-driver, chart 2.7.0, rendered on 2026-11-20 (read 2026-11-22); which add-on version has this chart is not confirmed";
const EBS_CSI =
  "kubernetes-sigs/aws-ebs-csi-driver, chart 2.64.0 of 2026-08-19: 10m and 40Mi for each container, of which the snapshotter needs CRDs that no cluster here has (read 2026-11-22); which add-on version has this chart is not confirmed";
const CLOUDWATCH =
  "aws-observability/helm-charts, amazon-cloudwatch-observability 6.4.0 (read 2026-11-21); which add-on version has this chart is not confirmed";

const certManager = (name: string, component: string, application: string): AddonPods => ({
  kind: "Deployment",
  name,
  namespace: "cert-manager",
  serviceAccount: name,
  labels: {
    "app.kubernetes.io/name": application,
    "app.kubernetes.io/instance": "cert-manager",
    "app.kubernetes.io/component": component,
  },
  count: 1,
  cpuMillis: 0,
  memoryMiB: 0,
  priorityClass: "",
  tolerations: [],
  confirmed: false,
  source:
    "cert-manager/cert-manager, chart v1.21.1, which sets no requests, rendered on 2026-11-20 (labels and number by its defaults, not confirmed); pods of the add-on were not seen",
});

/** Pods of each add-on, by its name. */
export const ADDON_PODS: Readonly<Record<string, readonly AddonPods[]>> = {
  "vpc-cni": [
    {
      kind: "DaemonSet",
      name: "aws-node",
      namespace: "kube-system",
      serviceAccount: "aws-node",
      count: "every-node",
      cpuMillis: 50,
      memoryMiB: 0,
      hostNetwork: true,
      privileged:
        "it configures network interfaces and packet filters of the node: host network, host paths, privileged containers",
      priorityClass: "system-node-critical",
      tolerations: EVERY_TAINT,
      confirmed: true,
      source: VPC_CNI,
    },
  ],
  "kube-proxy": [
    {
      kind: "DaemonSet",
      name: "kube-proxy",
      namespace: "kube-system",
      serviceAccount: "kube-proxy",
      count: "every-node",
      cpuMillis: 100,
      memoryMiB: 0,
      hostNetwork: true,
      privileged: "it writes packet filters of the node: host network, privileged container",
      priorityClass: "system-node-critical",
      tolerations: EVERY_TAINT,
      confirmed: true,
      source: OBSERVED,
    },
  ],
  "eks-pod-identity-agent": [
    {
      kind: "DaemonSet",
      name: "eks-pod-identity-agent",
      namespace: "kube-system",
      serviceAccount: "default",
      count: "every-node",
      cpuMillis: 0,
      memoryMiB: 0,
      hostNetwork: true,
      privileged: "it adds a link-local address to the node: host network, privileged init container",
      priorityClass: "system-node-critical",
      tolerations: EVERY_TAINT,
      confirmed: true,
      source: `aws/eks-pod-identity-agent, chart 1.2.0; ${OBSERVED}`,
    },
  ],
  coredns: [
    {
      kind: "Deployment",
      name: "coredns",
      namespace: "kube-system",
      serviceAccount: "coredns",
      labels: { "k8s-app": "kube-dns", "eks.amazonaws.com/component": "coredns" },
      count: 2,
      cpuMillis: 100,
      memoryMiB: 70,
      priorityClass: "system-cluster-critical",
      tolerations: [CONTROL_PLANE, CRITICAL_ADDONS],
      confirmed: true,
      source: `Amazon EKS user guide, "Managing the CoreDNS add-on" (read 2026-11-20); ${OBSERVED}`,
    },
  ],
  "metrics-server": [
    {
      kind: "Deployment",
      name: "metrics-server",
      namespace: "kube-system",
      serviceAccount: "metrics-server",
      count: 2,
      cpuMillis: 100,
      memoryMiB: 200,
      priorityClass: "system-cluster-critical",
      tolerations: [],
      confirmed: true,
      source: OBSERVED,
    },
  ],
  "cert-manager": [
    certManager("cert-manager", "controller", "cert-manager"),
    certManager("cert-manager-webhook", "webhook", "webhook"),
    certManager("cert-manager-cainjector", "cainjector", "cainjector"),
  ],
  "aws-mountpoint-s3-csi-driver": [
    {
      kind: "DaemonSet",
      name: "s3-csi-node",
      namespace: "kube-system",
      serviceAccount: "s3-csi-driver-sa",
      labels: { app: "s3-csi-node", "app.kubernetes.io/name": "aws-mountpoint-s3-csi-driver" },
      count: "every-node",
      cpuMillis: 30,
      memoryMiB: 120,
      privileged: "it mounts volumes of pods on the node: privileged container, host process ids, host paths",
      priorityClass: "system-node-critical",
      tolerations: EVERY_TAINT,
      confirmed: true,
      source: MOUNTPOINT,
    },
    {
      kind: "Deployment",
      name: "s3-csi-controller",
      namespace: "kube-system",
      serviceAccount: "s3-csi-driver-controller-sa",
      labels: { app: "s3-csi-controller", "app.kubernetes.io/name": "aws-mountpoint-s3-csi-driver" },
      count: 1,
      cpuMillis: 0,
      memoryMiB: 0,
      priorityClass: "system-cluster-critical",
      tolerations: [],
      confirmed: true,
      source: MOUNTPOINT,
    },
  ],
  "aws-ebs-csi-driver": [
    {
      kind: "DaemonSet",
      name: "ebs-csi-node",
      namespace: "kube-system",
      serviceAccount: "ebs-csi-node-sa",
      labels: { app: "ebs-csi-node", "app.kubernetes.io/name": "aws-ebs-csi-driver" },
      count: "every-node",
      cpuMillis: 30,
      memoryMiB: 120,
      privileged: "it formats and mounts volumes of pods on the node: privileged container, host paths",
      priorityClass: "system-node-critical",
      tolerations: EVERY_TAINT,
      confirmed: true,
      source: EBS_CSI,
    },
    {
      kind: "Deployment",
      name: "ebs-csi-controller",
      namespace: "kube-system",
      serviceAccount: "ebs-csi-controller-sa",
      labels: { app: "ebs-csi-controller", "app.kubernetes.io/name": "aws-ebs-csi-driver" },
      count: 2,
      cpuMillis: 50,
      memoryMiB: 200,
      priorityClass: "system-cluster-critical",
      tolerations: [CRITICAL_ADDONS, { operator: "Exists", effect: "NoExecute" }],
      confirmed: true,
      source: EBS_CSI,
    },
  ],
  "amazon-cloudwatch-observability": [
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
      source: CLOUDWATCH,
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
      source: CLOUDWATCH,
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
      source: CLOUDWATCH,
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
      source: CLOUDWATCH,
    },
  ],
};

/** A webhook of an add-on. */
export interface AddonWebhook {
  readonly kind: "mutating" | "validating";
  readonly name: string;
  readonly failurePolicy: "Fail" | "Ignore";
  /** Deployment whose pods answer. */
  readonly deployment: string;
  readonly rules: readonly string[];
  readonly source: string;
}

const CERT_MANAGER_WEBHOOK = {
  name: "webhook.cert-manager.io",
  failurePolicy: "Fail",
  deployment: "cert-manager-webhook",
  source:
    "cert-manager/cert-manager, chart v1.21.1, rendered on 2026-11-20; the add-on was not seen (read 2026-11-23)",
} as const;

/**
 * Webhooks of add-ons, by name of the add-on. Those of amazon-cloudwatch-observability have the policy Ignore
 * (aws-observability/helm-charts of 2026-08-07, values.yaml, read 2026-11-23).
 */
export const ADDON_WEBHOOKS: Readonly<Record<string, readonly AddonWebhook[]>> = {
  "cert-manager": [
    {
      ...CERT_MANAGER_WEBHOOK,
      kind: "mutating",
      rules: ["cert-manager.io/certificaterequests CREATE"],
    },
    {
      ...CERT_MANAGER_WEBHOOK,
      kind: "validating",
      rules: ["cert-manager.io,acme.cert-manager.io/* CREATE,UPDATE"],
    },
  ],
};
