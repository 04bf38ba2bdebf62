/**
 * EKS add-ons, with the version to install if one is confirmed for the Kubernetes version. Without one, a data source
 * looks up the version at plan. `cluster.addonVersions` overrides both.
 *
 * Source: versions that a public repository read from the API on 2026-08-27 (1.35). The version of the Pod Identity
 * agent was seen for both Kubernetes versions in independent repositories of 2026-07 to 2026-09.
 */
export const ADDON_NAMES = [
  "vpc-cni",
  "kube-proxy",
  "eks-pod-identity-agent",
  "coredns",
  "metrics-server",
  "amazon-cloudwatch-observability",
] as const;

export type AddonName = (typeof ADDON_NAMES)[number];

export const ADDON_BUILDS: Readonly<Record<string, Partial<Record<AddonName, string>>>> = {
  "1.35": {
    "vpc-cni": "v1.22.4-eksbuild.3",
    "kube-proxy": "v1.35.3-eksbuild.21",
    "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
    coredns: "v1.13.2-eksbuild.21",
  },
  "1.36": {
    "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
  },
};
