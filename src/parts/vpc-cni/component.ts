import { type PodLabels, type ReleaseValues, component } from "../../platform/contract";

/** Source of the version: a public repository that read it from the API on 2026-08-27. */
export const vpcCni = component({
  id: "vpc-cni",
  title: "VPC CNI",
  order: 20,
  scope: "NodeAddons",
  kinds: {
    "crd.k8s.amazonaws.com": ["eniconfigs"],
    "networking.k8s.aws": ["policyendpoints"],
    "vpcresources.k8s.aws": ["cninodes", "securitygrouppolicies"],
  },
  identities: () => [
    {
      name: "vpc-cni",
      id: "Roles/vpc-cni",
      description: "Attaches addresses to nodes, for pods",
      trust: { namespace: "kube-system", serviceAccount: "aws-node" },
      managedPolicy: "AmazonEKS_CNI_Policy",
    },
  ],
  addons: [
    {
      name: "vpc-cni",
      when: "before-nodes",
      versions: { "1.35": "v1.22.4-eksbuild.3" },
      identity: "vpc-cni",
      configuration: ({ tags }) => vpcCniConfiguration(tags),
    },
  ],
  needs: () => ({
    services: [
      { service: "ec2", why: "attaches addresses to nodes" },
      { service: "sts", why: "exchanges its service account for a role" },
    ],
  }),
});

/**
 * Enables network policies and prefix delegation. Nodes get addresses in blocks of sixteen: a t3.medium then
 * runs 110 pods instead of 17. The add-on's schema requires text for every value.
 *
 * Source: README of amazon-vpc-cni-k8s and the schema of the add-on (read 2026-11-20).
 */
export function vpcCniConfiguration(tags: PodLabels): ReleaseValues {
  return {
    enableNetworkPolicy: "true",
    env: {
      ENABLE_PREFIX_DELEGATION: "true",
      WARM_PREFIX_TARGET: "1",
      // The provider's default tags do not apply to interfaces that the CNI creates.
      ADDITIONAL_ENI_TAGS: JSON.stringify(tags),
    },
  };
}
