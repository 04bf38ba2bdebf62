import {
  BLUEPRINTS,
  EVERY_TAINT,
  type AddonFacts,
  confirmedOn,
  seenOnceOn,
} from "../../../../proof/facts/addons";

const REQUESTS =
  "aws/eks-charts, stable/aws-vpc-cni 1.22.4: 25m for the CNI, 25m for its network policy agent (read 2026-11-21); 50m on AL2023 nodes of EKS 1.32, 1.34 and 1.36, 2026-01 to 2026-07";

export const ADDONS: Readonly<Record<string, AddonFacts>> = {
  "vpc-cni": {
    pods: [
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
        source: REQUESTS,
      },
    ],
    kinds: {
      names: [
        "eniconfigs.crd.k8s.amazonaws.com",
        "policyendpoints.networking.k8s.aws",
        "cninodes.vpcresources.k8s.aws",
        "securitygrouppolicies.vpcresources.k8s.aws",
      ],
      source:
        "kubernetes/k8s.io, `kubectl get crd` of an EKS cluster of 2023-12-23 (read 2026-11-28); whether newer builds define more is not confirmed",
    },
    identity: { namespace: "kube-system", serviceAccount: "aws-node", needs: ["AmazonEKS_CNI_Policy"] },
    builds: {
      "v1.22.4-eksbuild.3": [confirmedOn("1.35"), seenOnceOn("1.36")],
      "v1.23.1-eksbuild.1": [seenOnceOn("1.36")],
    },
    bothPlatforms: BLUEPRINTS,
  },
};
