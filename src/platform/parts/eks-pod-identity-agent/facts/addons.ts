import { EVERY_TAINT, OBSERVED_REQUESTS, type AddonFacts, confirmedOn } from "../../../../proof/facts/addons";

export const ADDONS: Readonly<Record<string, AddonFacts>> = {
  "eks-pod-identity-agent": {
    pods: [
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
        source: `aws/eks-pod-identity-agent, chart 1.2.0; ${OBSERVED_REQUESTS}`,
      },
    ],
    builds: { "v1.3.10-eksbuild.3": [confirmedOn("1.35"), confirmedOn("1.36")] },
    bothPlatforms:
      "aws/eks-pod-identity-agent of 2026-03-17, .github/workflows/release.yaml, and the affinity of its chart (read 2026-11-23)",
  },
};
