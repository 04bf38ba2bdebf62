import { ANYWHERE } from "../../base/cidr";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { type Rules, idRuleOf } from "../repair/search";
import { type ClusterReading, authenticationMode, roleNameOf } from "./cluster-reading";

/** A setting of a cluster that an environment sets otherwise. */
interface Difference {
  /** Setting of the cluster in the API of EKS. */
  readonly setting: string;
  readonly when: (cluster: JsonObject) => boolean;
  readonly note: (cluster: JsonObject) => string;
}

/**
 * Settings of a cluster that another tool made, with the effect of the first apply.
 *
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_Cluster.html (2026-11-23)
 */
const DIFFERENCES: readonly Difference[] = [
  {
    setting: "accessConfig",
    when: (cluster) => authenticationMode(cluster) !== "API",
    note: (cluster) =>
      `the apply changes the authentication mode from ${authenticationMode(cluster)} to API for good; roles and users of the ConfigMap aws-auth lose access unless they have an access entry: kubectl -n kube-system get configmap aws-auth -o yaml`,
  },
  {
    setting: "resourcesVpcConfig.endpointPublicAccess",
    when: (cluster) => isOpen(cluster),
    note: () =>
      "the apply closes the public API endpoint, which is open to everybody. Connect Terraform to the private one first, or give cluster.apiAccess.publicCidrs",
  },
  {
    setting: "resourcesVpcConfig.endpointPrivateAccess",
    when: ({ resourcesVpcConfig }) => asObject(resourcesVpcConfig)["endpointPrivateAccess"] !== true,
    note: () => "the apply enables the private API endpoint",
  },
  {
    setting: "encryptionConfig",
    when: (cluster) => secretsKey(cluster) === undefined,
    note: () => "the apply encrypts Secrets with a key of the environment, which cannot be undone",
  },
  {
    setting: "encryptionConfig",
    when: (cluster) => secretsKey(cluster) !== undefined,
    note: (cluster) =>
      `Terraform takes over the key ${secretsKey(cluster)}, and the apply replaces its policy and description. Check who else uses it`,
  },
  {
    setting: "roleArn",
    when: ({ roleArn }) => !String(roleArn).endsWith(`:role/${roleNameOf(roleArn)}`),
    note: ({ roleArn }) =>
      `${String(roleArn)} has a path, and an environment's roles have none, so the plan would replace the cluster`,
  },
  {
    setting: "kubernetesNetworkConfig.ipFamily",
    when: ({ kubernetesNetworkConfig }) => asObject(kubernetesNetworkConfig)["ipFamily"] === "ipv6",
    note: () => "the pods have IPv6 addresses, and an environment's network is checked for IPv4",
  },
  {
    setting: "computeConfig",
    when: ({ computeConfig }) => asObject(computeConfig)["enabled"] === true,
    note: () => "EKS Auto Mode is enabled, and an environment has managed node groups; the plan changes it",
  },
  {
    setting: "remoteNetworkConfig",
    when: ({ remoteNetworkConfig }) => Object.keys(asObject(remoteNetworkConfig)).length > 0,
    note: () =>
      "it has hybrid nodes, which an environment does not declare, so the plan replaces the cluster",
  },
  {
    setting: "outpostConfig",
    when: ({ outpostConfig }) => Object.keys(asObject(outpostConfig)).length > 0,
    note: () => "its control plane runs on an Outpost, which an environment does not support",
  },
  {
    setting: "upgradePolicy",
    when: ({ upgradePolicy }) => asObject(upgradePolicy)["supportType"] !== "STANDARD",
    note: () =>
      "the apply ends extended support, so EKS upgrades the control plane by itself when standard support ends",
  },
];

/** Notes on the settings that the first apply changes or that an environment cannot have. */
export const clusterDifferences = ({ cluster }: ClusterReading): string[] =>
  DIFFERENCES.filter(({ when }) => when(cluster)).map(
    ({ setting, note }) => `cluster ${String(cluster["name"])}, ${setting}: ${note(cluster)}`,
  );

function isOpen({ resourcesVpcConfig }: JsonObject): boolean {
  const { endpointPublicAccess, publicAccessCidrs } = asObject(resourcesVpcConfig);
  return endpointPublicAccess === true && asArray(publicAccessCidrs).includes(ANYWHERE);
}

/** ARN of the key that encrypts the Secrets. */
function secretsKey({ encryptionConfig }: JsonObject): string | undefined {
  const [config] = asArray(encryptionConfig).map(asObject);
  const { keyArn } = asObject(config?.["provider"]);
  return typeof keyArn === "string" ? keyArn : undefined;
}

/** Rules for a cluster that nobody tagged for the environment. Its key has no name, and is the one that the cluster uses. */
export function adoptedClusterRules(plan: EnvironmentPlan, { cluster }: ClusterReading): Rules {
  const own = plan
    .resources("aws_eks_cluster")
    .flatMap(({ config }) => [config.encryption_config].flat().map(asObject))
    .map(({ provider }) => asObject(asArray(provider)[0] ?? provider)["key_arn"])
    .map((value) => plan.target({ layer: "cluster", value })?.address);
  const key = secretsKey(cluster);
  return (type, address) => {
    if (type !== "aws_kms_key" || !own.includes(address)) return idRuleOf(type);
    return {
      needs: [],
      find: () => Promise.resolve(key === undefined ? [] : [key.split("/").at(-1) ?? key]),
    };
  };
}
