import { ANYWHERE } from "../../base/cidr";
import { KUBERNETES } from "../../facts/kubernetes-versions";
import { type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { clusterDifferences } from "./cluster-differences";
import { type AccessEntry, type ClusterReading, authenticationMode, roleNameOf } from "./cluster-reading";
import { type Preparation } from "./preparation";
import { proposedNodeGroups, zoneLetters } from "./proposed-node-groups";
import { type NetworkReading } from "./reading";

export interface ProposedCluster {
  /** The key `cluster` of the YAML file. */
  readonly keys: Readonly<Record<string, unknown>>;
  readonly preparations: readonly Preparation[];
  readonly notes: readonly string[];
}

export interface ProposedClusterProps {
  readonly network: NetworkReading;
  /** `namePrefix` of the file. */
  readonly prefix: string;
  /** `network.zones` of the file. */
  readonly zones: readonly string[];
  /** EKS add-ons whose versions the file can have. */
  readonly addons: readonly string[];
}

/** The key `cluster` of an environment that takes a cluster over. */
export function proposedCluster(reading: ClusterReading, props: ProposedClusterProps): ProposedCluster {
  const { cluster, addons, accessEntries, logRetentionDays, fargateProfiles } = reading;
  const { network, prefix } = props;
  const nodes = proposedNodeGroups(reading, network, prefix);
  const zones = zoneLetters(asObject(cluster["resourcesVpcConfig"])["subnetIds"], network);
  const admins = accessEntries.filter(isAdmin).map(({ entry }) => String(entry["principalArn"]));
  const version = KUBERNETES.versions.find((each) => each.version === cluster["version"])?.version;
  const isKnown = ({ addonName }: JsonObject): boolean => props.addons.includes(String(addonName));
  const publicCidrs = publicRanges(cluster);
  return {
    keys: {
      name: String(cluster["name"]),
      roleName: roleNameOf(cluster["roleArn"]),
      ...(version ? { version } : {}),
      ...(zones.join() === props.zones.join() ? {} : { zones }),
      serviceCidr: asObject(cluster["kubernetesNetworkConfig"])["serviceIpv4Cidr"],
      ...(admins.length > 0 ? { admins } : {}),
      ...(publicCidrs.length > 0 ? { apiAccess: { publicCidrs } } : {}),
      ...(Object.keys(nodes.nodeGroups).length > 0 ? { nodeGroups: nodes.nodeGroups } : {}),
      ...(addons.some(({ addonName }) => addonName === "amazon-cloudwatch-observability")
        ? { observability: true }
        : {}),
      ...(logRetentionDays === undefined ? {} : { logRetentionDays }),
      addonVersions: Object.fromEntries(
        addons
          .filter(isKnown)
          .map(({ addonName, addonVersion }) => [String(addonName), String(addonVersion)]),
      ),
      ...(Object.keys(nodes.nodeReleases).length > 0 ? { nodeReleases: nodes.nodeReleases } : {}),
    },
    preparations: nodeEntries(reading),
    notes: [
      ...(version
        ? []
        : [
            `cluster.version: it runs ${String(cluster["version"])}, and an environment declares ${KUBERNETES.versions.map((each) => each.version).join(", ")}; upgrade the cluster first, one minor version at a time`,
          ]),
      ...(zones.every((zone) => props.zones.includes(zone))
        ? []
        : [
            `cluster.zones: it was created in ${zones.join(", ")}, and network.zones has ${props.zones.join(", ")}; EKS accepts no other zones`,
          ]),
      ...(admins.length > 0
        ? []
        : [
            "cluster.admins: no access entry of a role has AmazonEKSClusterAdminPolicy for the whole cluster; give the ARN of a role",
          ]),
      ...clusterDifferences(reading),
      ...accessEntries
        .filter((each) => each.entry["type"] === "STANDARD" && !isAdmin(each))
        .map(
          ({ entry, policies }) =>
            `cluster.admins: the access entry of ${String(entry["principalArn"])} is left out: ${rightsOf(entry, policies)}. Terraform does not manage it`,
        ),
      ...nodes.notes,
      ...fargateProfiles.map(
        ({ fargateProfileName }) =>
          `cluster.fargate: the Fargate profile ${String(fargateProfileName)} is left out. Terraform does not manage it`,
      ),
      ...addons
        .filter((each) => !isKnown(each))
        .map(
          ({ addonName }) =>
            `cluster.addonVersions: the add-on ${String(addonName)} is left out. Terraform does not manage it`,
        ),
    ],
  };
}

/** Ranges that reach the public endpoint, without the one of everybody. */
function publicRanges({ resourcesVpcConfig }: JsonObject): string[] {
  const { endpointPublicAccess, publicAccessCidrs } = asObject(resourcesVpcConfig);
  if (endpointPublicAccess !== true) return [];
  const ranges = asArray(publicAccessCidrs).map(String);
  return ranges.filter((range) => range !== ANYWHERE);
}

/** Whether a role has full access to the whole cluster. */
const isAdmin = ({ entry, policies }: AccessEntry): boolean =>
  String(entry["principalArn"]).includes(":role/") &&
  policies.some(
    ({ policyArn, accessScope }) =>
      String(policyArn).endsWith("/AmazonEKSClusterAdminPolicy") &&
      asObject(accessScope)["type"] === "cluster",
  );

function rightsOf({ kubernetesGroups }: JsonObject, policies: readonly JsonObject[]): string {
  const names = [
    ...policies.map(({ policyArn }) => String(policyArn).split("/").at(-1)),
    ...asArray(kubernetesGroups).map((group) => `group ${String(group)}`),
  ];
  return names.length > 0 ? `it has ${names.join(", ")}` : "it has no rights by itself";
}

/**
 * Access entries for the roles of nodes that the cluster knows by the ConfigMap only. The environment ends the ConfigMap's
 * mode.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html and migrating-access-entries.html
 *   (2026-11-23)
 */
function nodeEntries({ cluster, nodeGroups, region, accessEntries }: ClusterReading): Preparation[] {
  const mode = authenticationMode(cluster);
  if (mode === "API") return [];
  const name = String(cluster["name"]);
  const known = accessEntries.map(({ entry }) => entry["principalArn"]);
  const missing = [...new Set(nodeGroups.map(({ nodeRole }) => String(nodeRole)))].filter(
    (role) => !known.includes(role),
  );
  return [
    ...(mode === "CONFIG_MAP"
      ? [
          {
            reason: "access entries need the mode API_AND_CONFIG_MAP",
            command: `aws eks update-cluster-config --region ${region} --name ${name} --access-config authenticationMode=API_AND_CONFIG_MAP`,
          },
        ]
      : []),
    ...missing.map((role) => ({
      reason: "the environment ends the mode CONFIG_MAP, and nodes of this role would lose the cluster",
      command: `aws eks create-access-entry --region ${region} --cluster-name ${name} --principal-arn ${role} --type EC2_LINUX`,
    })),
  ];
}
