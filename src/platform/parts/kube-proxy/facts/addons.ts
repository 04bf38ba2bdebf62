import {
  BLUEPRINTS,
  EVERY_TAINT,
  OBSERVED_REQUESTS,
  type AddonFacts,
  confirmedOn,
  seenOnceOn,
} from "../../../../proof/facts/addons";

/** Priority class and tolerations are those of its public manifest, and not confirmed for the add-on. */
export const ADDONS: Readonly<Record<string, AddonFacts>> = {
  "kube-proxy": {
    pods: [
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
        source: OBSERVED_REQUESTS,
      },
    ],
    builds: {
      "v1.35.3-eksbuild.21": [confirmedOn("1.35")],
      "v1.36.0-eksbuild.25": [seenOnceOn("1.36")],
    },
    bothPlatforms: BLUEPRINTS,
  },
};
