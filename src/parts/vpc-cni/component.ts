import { type EnvironmentConfig } from "../../environment/schema";
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
      configuration: (refs, { config }) =>
        vpcCniConfiguration(
          refs.tags,
          config.cluster.podAddresses,
          podSubnets(refs.region, refs.podSubnetId, config.network),
        ),
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
 * Addresses of nodes for pods. A prefix is a block of sixteen: a t3.medium then runs 110 pods instead of 17. With
 * single addresses, the CNI keeps a whole spare interface on each node if no number is set. A minimum beside
 * (`MINIMUM_IP_TARGET`) saves calls of EC2 where many pods start at once, but nodes with few pods would keep it too.
 *
 * Source: README and `docs/eni-and-ip-target.md` of amazon-vpc-cni-k8s (read 2026-11-20 and 2026-12-01).
 */
const ADDRESSES = {
  prefixes: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" },
  single: { ENABLE_PREFIX_DELEGATION: "false", WARM_IP_TARGET: "2" },
} as const;

/** Subnets of pods in a Region, by their zone. */
interface PodSubnets {
  readonly region: string;
  readonly subnetIds: Readonly<Record<string, string>>;
}

const podSubnets = (
  region: string,
  podSubnetId: (letter: string) => string,
  { zones, podCidr }: EnvironmentConfig["network"],
): PodSubnets | undefined =>
  podCidr === undefined
    ? undefined
    : {
        region,
        subnetIds: Object.fromEntries(zones.map((letter) => [`${region}${letter}`, podSubnetId(letter)])),
      };

/**
 * Custom networking: a node finds the subnet of its pods by the label of its zone. Interfaces there have the security groups of the
 * node, since none are named. Requests to other networks keep the address of the node, as without such subnets
 * (`AWS_VPC_K8S_CNI_EXTERNALSNAT` is false by default).
 *
 * Source: README of amazon-vpc-cni-k8s and `createENIInput` in its `pkg/awsutils`; schema of the add-on, with `create`, `region` and
 * `subnets` required, in the AWS CLI reference, `eks describe-addon-configuration` (v1.15.1-eksbuild.1, all read 2026-12-01).
 */
const customNetworking = ({ region, subnetIds }: PodSubnets) => ({
  env: {
    AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true",
    ENI_CONFIG_LABEL_DEF: "topology.kubernetes.io/zone",
  },
  values: {
    eniConfig: {
      create: true,
      region,
      subnets: Object.fromEntries(Object.entries(subnetIds).map(([zone, id]) => [zone, { id }])),
    },
  },
});

/** Enables network policies and chooses the addresses. The schema of the add-on requires text for every value (read 2026-11-20). */
export function vpcCniConfiguration(
  tags: PodLabels,
  podAddresses: keyof typeof ADDRESSES,
  podSubnets?: PodSubnets,
): ReleaseValues {
  const custom = podSubnets && customNetworking(podSubnets);
  return {
    enableNetworkPolicy: "true",
    env: {
      ...ADDRESSES[podAddresses],
      ...custom?.env,
      // The provider's default tags do not apply to interfaces that the CNI creates.
      ADDITIONAL_ENI_TAGS: JSON.stringify(tags),
    },
    ...custom?.values,
  };
}
