import { OBSERVED_REQUESTS, type AddonFacts, seenOnceOn } from "../../../../proof/facts/addons";

/** Priority class and tolerations are those of its public manifest, and not confirmed for the add-on. */
export const ADDONS: Readonly<Record<string, AddonFacts>> = {
  "metrics-server": {
    pods: [
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
        source: OBSERVED_REQUESTS,
      },
    ],
    kinds: {
      names: ["nodes.metrics.k8s.io", "pods.metrics.k8s.io"],
      source: "kubernetes-sigs/metrics-server, README (read 2026-11-27)",
    },
    builds: { "v0.9.0-eksbuild.5": [seenOnceOn("1.35")] },
  },
};
