import {
  BLUEPRINTS,
  CRITICAL_ADDONS,
  OBSERVED_REQUESTS,
  type AddonFacts,
  type Toleration,
  confirmedOn,
  seenOnceOn,
} from "../../../../proof/facts/addons";

const CONTROL_PLANE: Toleration = {
  key: "node-role.kubernetes.io/control-plane",
  operator: "Exists",
  effect: "NoSchedule",
};

/** Priority class and tolerations are those of its public manifest, and not confirmed for the add-on. */
export const ADDONS: Readonly<Record<string, AddonFacts>> = {
  coredns: {
    pods: [
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
        source: `Amazon EKS user guide, "Managing the CoreDNS add-on" (read 2026-11-20); ${OBSERVED_REQUESTS}`,
      },
    ],
    builds: {
      "v1.13.2-eksbuild.21": [confirmedOn("1.35")],
      "v1.14.3-eksbuild.3": [seenOnceOn("1.35")],
      "v1.14.3-eksbuild.23": [seenOnceOn("1.36")],
    },
    bothPlatforms: BLUEPRINTS,
  },
};
