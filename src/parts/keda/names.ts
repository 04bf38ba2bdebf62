/** Release of the chart of KEDA that `components.keda` installs, in a namespace of its own. */
export const KEDA = {
  release: "keda",
  namespace: "keda",
  /** Labels of its pods, and no more: EKS allows the address of a Service only if its selector has every label of a peer. */
  operator: { app: "keda-operator" },
  metricsServer: { app: "keda-operator-metrics-apiserver" },
  webhooks: { app: "keda-admission-webhooks" },
  /** Ports that the control plane calls. */
  metricsPort: 6443,
  webhookPort: 9443,
} as const;
