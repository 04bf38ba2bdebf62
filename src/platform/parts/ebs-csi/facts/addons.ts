import { BLUEPRINTS, CRITICAL_ADDONS, EVERY_TAINT, type AddonFacts } from "../../../../proof/facts/addons";
import { VOLUME_KEY_ACTIONS } from "./ebs-volumes";

const CHART =
  "kubernetes-sigs/aws-ebs-csi-driver, chart 2.64.0 of 2026-08-19: 10m and 40Mi for each container, of which the snapshotter needs CRDs that no cluster here has (read 2026-11-22); which add-on version has this chart is not confirmed";

export const ADDONS: Readonly<Record<string, AddonFacts>> = {
  "aws-ebs-csi-driver": {
    pods: [
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
        source: CHART,
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
        source: CHART,
      },
    ],
    identity: {
      namespace: "kube-system",
      serviceAccount: "ebs-csi-controller-sa",
      needs: ["AmazonEBSCSIDriverPolicyV2"],
      mayAllow: VOLUME_KEY_ACTIONS,
    },
    bothPlatforms: BLUEPRINTS,
  },
};
