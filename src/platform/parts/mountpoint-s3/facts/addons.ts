import { EVERY_TAINT, type AddonFacts } from "../../../../proof/facts/addons";

const CHART =
  "awslabs/mountpoint-s3-csi-driver, chart 2.7.0, rendered on 2026-11-20 (read 2026-11-22); which add-on version has this chart is not confirmed";

export const ADDONS: Readonly<Record<string, AddonFacts>> = {
  "aws-mountpoint-s3-csi-driver": {
    pods: [
      {
        kind: "DaemonSet",
        name: "s3-csi-node",
        namespace: "kube-system",
        serviceAccount: "s3-csi-driver-sa",
        labels: { app: "s3-csi-node", "app.kubernetes.io/name": "aws-mountpoint-s3-csi-driver" },
        count: "every-node",
        cpuMillis: 30,
        memoryMiB: 120,
        privileged:
          "it mounts volumes of pods on the node: privileged container, host process ids, host paths",
        priorityClass: "system-node-critical",
        tolerations: EVERY_TAINT,
        confirmed: true,
        source: CHART,
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
        source: CHART,
      },
    ],
    kinds: {
      names: ["mountpoints3podattachments.s3.csi.aws.com"],
      source:
        "awslabs/mountpoint-s3-csi-driver, `mountpoints3podattachments-crd.yaml` of its chart (read 2026-11-28)",
    },
    // Source: awslabs/mountpoint-s3-csi-driver of 2026-08-08, `templates/csidriver.yaml` of its chart, docs/MOUNTPOINT_POD_SHARING.md and
    // pkg/podmounter/mppod/creator.go (read 2026-11-22).
    driver: {
      name: "s3.csi.aws.com",
      spec: { attachRequired: false, podInfoOnMount: true },
      podsForVolumes: true,
    },
  },
};
