import { EVERY_TAINT, type AddonFacts } from "../../../../proof/facts/addons";

const CHART =
  "aws/eks-node-monitoring-agent, chart 1.7.0 of 2026-08-04 (read 2026-11-28); which add-on version has this chart is not confirmed";

/**
 * All images come from the registry of EKS in the region: `eks/eks-node-monitoring-agent`, and before 1.7.0 for the host engine
 * `eks/observability/dcgm-exporter`. The agent listens on ports 8002 and 8003 of the node, and the host engine on 5555. The agent calls the
 * Kubernetes API with the credentials of the kubelet, whose token it makes from the metadata of the instance; it calls AWS only for a NodeDiagnostic,
 * whose logs it sends to the signed address in it. This kind is not among those that people read, since the address is a credential.
 */
export const ADDONS: Readonly<Record<string, AddonFacts>> = {
  "eks-node-monitoring-agent": {
    pods: [
      {
        kind: "DaemonSet",
        name: "eks-node-monitoring-agent",
        namespace: "kube-system",
        serviceAccount: "eks-node-monitoring-agent",
        labels: { "app.kubernetes.io/name": "eks-node-monitoring-agent" },
        count: "every-node",
        cpuMillis: 10,
        memoryMiB: 30,
        hostNetwork: true,
        privileged:
          "it reads logs and devices of the node: privileged container, host network, host process ids, host paths",
        priorityClass: "system-node-critical",
        tolerations: EVERY_TAINT,
        confirmed: true,
        source: CHART,
      },
      // Its chart sets no requests.
      {
        kind: "DaemonSet",
        name: "dcgm-server",
        namespace: "kube-system",
        serviceAccount: "default",
        labels: { "k8s-app": "dcgm-server", version: "v1" },
        count: "every-gpu-node",
        cpuMillis: 0,
        memoryMiB: 0,
        privileged: "it reads GPUs of the node: privileged container, host port",
        priorityClass: "system-node-critical",
        tolerations: [],
        confirmed: true,
        source: CHART,
      },
    ],
    bothPlatforms:
      "aws/eks-node-monitoring-agent at v1.7.0: the affinity of its chart admits amd64 and arm64, that of the host engine amd64 (read 2026-11-28)",
  },
};
