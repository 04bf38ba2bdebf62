import { NPX } from "../../base/program-name";
import {
  type Conversion,
  atKeys,
  bounds,
  emptyByName,
  gathered,
  inList,
  oneOf,
  principals,
  ranges,
  same,
  secretNames,
  toZoneLetters,
  variables,
} from "./conversions";

/** A key of another tool, in a mapping where users of that tool write it. */
export interface ForeignKey {
  /** Paths of these mappings, with `[]` for an entry of a list and `*` for a name; empty for the top level. */
  readonly under: readonly string[];
  /** Its names. Case, `-` and `_` make no difference. */
  readonly names: readonly string[];
  /** Our keys with their values. A path that starts with `.` is below the same mapping. @default - it has no counterpart */
  readonly becomes?: Readonly<Record<string, Conversion>>;
  /** Why it has no counterpart, or what differs in ours. @default - nothing */
  readonly note?: string;
}

const TOP = "";
const NODE_GROUP = ["cluster.nodeGroups.*"];
const MODEL = ["models[]"];

/** Images by their family in eksctl, and by their AMI type in EKS, in lower case. */
const IMAGES = {
  amazonlinux2023: "AL2023",
  amazonlinux2: "AL2023",
  bottlerocket: "Bottlerocket",
  al2_x86_64: "AL2023",
  al2_arm_64: "AL2023",
  al2023_x86_64_standard: "AL2023",
  al2023_arm_64_standard: "AL2023",
  bottlerocket_x86_64: "Bottlerocket",
  bottlerocket_arm_64: "Bottlerocket",
};

const OF_ONE_ZONE = "it counts the nodes of one zone";
const ROLES = "synth creates the roles of models and parts";
const VPC_ADOPTED = `its range is vpcCidr; ${NPX} adopt writes all keys of a network that exists`;
const SUBNETS_ADOPTED = `they are in the order of zones, and their ranges are privateSubnets.cidrs; ${NPX} adopt writes all of them`;

/**
 * Keys of eksctl: the schema of its ClusterConfig (read 2026-11-25).
 * Of keys that become the same one, the first in the list is taken.
 */
const EKSCTL: readonly ForeignKey[] = [
  { under: [TOP], names: ["vpc"], becomes: { network: same } },
  {
    under: ["network"],
    names: ["nat"],
    becomes: {
      ".egress": oneOf({ single: "single-nat", highlyavailable: "nat-per-az", disable: "none" }, "gateway"),
    },
  },
  {
    under: [TOP, "cluster"],
    names: ["managedNodeGroups", "eksManagedNodeGroups", "selfManagedNodeGroups", "nodeGroups"],
    becomes: { "cluster.nodeGroups": same },
  },
  { under: NODE_GROUP, names: ["instanceType"], becomes: { ".instanceTypes": inList } },
  { under: NODE_GROUP, names: ["volumeSize", "diskSize"], becomes: { ".diskGiB": same } },
  { under: NODE_GROUP, names: ["volumeIOPS", "iops"], becomes: { ".diskIops": same } },
  { under: NODE_GROUP, names: ["volumeThroughput", "throughput"], becomes: { ".diskMiBps": same } },
  {
    under: NODE_GROUP,
    names: ["capacityReservationId"],
    becomes: { ".capacityReservation": same },
  },
  { under: NODE_GROUP, names: ["instanceMarketOptions"], note: "a block has capacityType: CAPACITY_BLOCK" },
  { under: NODE_GROUP, names: ["minSize"], becomes: { ".minPerZone": same }, note: OF_ONE_ZONE },
  { under: NODE_GROUP, names: ["maxSize"], becomes: { ".maxPerZone": same }, note: OF_ONE_ZONE },
  {
    under: NODE_GROUP,
    names: ["desiredCapacity", "desiredSize"],
    becomes: { ".minPerZone": same },
    note: OF_ONE_ZONE,
  },
  {
    under: NODE_GROUP,
    names: ["spot"],
    becomes: { ".capacityType": oneOf({ true: "SPOT", false: "ON_DEMAND" }) },
  },
  { under: NODE_GROUP, names: ["availabilityZones"], becomes: { ".zones": toZoneLetters } },
  {
    under: NODE_GROUP,
    names: ["preBootstrapCommands", "overrideBootstrapCommand"],
    note: "userData names a file with a script",
  },
  { under: NODE_GROUP, names: ["privateNetworking"], note: "nodes are always in private subnets" },
  {
    under: NODE_GROUP,
    names: ["amiFamily", "amiType"],
    becomes: { ".amiType": oneOf(IMAGES) },
  },
  { under: NODE_GROUP, names: ["ami"], note: "EKS has the AMI of amiType for the instance types" },
  {
    under: [TOP, "network"],
    names: ["availabilityZones", "azs"],
    becomes: { "network.zones": toZoneLetters },
  },
  {
    under: [TOP],
    names: ["metadata"],
    note: "the name of the environment is that of its file, region is a key of the top level, and version is one of cluster",
  },
  { under: [TOP, "cluster"], names: ["iam", "enableIrsa"], note: ROLES },
  {
    under: [TOP, "cluster"],
    names: ["addons", "clusterAddons"],
    note: "synth adds the add-ons that the environment needs, and addonVersions records their versions",
  },
  {
    under: ["cluster", "network"],
    names: ["publicAccessCIDRs", "endpointPublicAccessCidrs", "clusterEndpointPublicAccessCidrs"],
    becomes: { "cluster.apiAccess.publicCidrs": same },
  },
  {
    under: ["cluster", "network"],
    names: [
      ...["clusterEndpoints", "endpointPublicAccess", "clusterEndpointPublicAccess"],
      ...["endpointPrivateAccess", "clusterEndpointPrivateAccess"],
    ],
    note: "the private endpoint is always there, and ranges in apiAccess.publicCidrs add the public one",
  },
];

/** Variables of the registry's modules terraform-aws-modules/vpc 6 and terraform-aws-modules/eks 20 and 21 (read 2026-11-25). */
const REGISTRY_MODULES: readonly ForeignKey[] = [
  { under: ["network"], names: ["cidr", "cidrBlock"], becomes: { ".vpcCidr": same } },
  { under: ["network"], names: ["name"], becomes: { ".vpcName": same } },
  { under: ["network"], names: ["privateSubnets"], becomes: { ".privateSubnets": ranges } },
  { under: ["network"], names: ["publicSubnets"], becomes: { ".publicSubnets": ranges } },
  {
    under: ["network"],
    names: ["singleNatGateway"],
    becomes: { ".egress": oneOf({ true: "single-nat" }) },
  },
  {
    under: ["network"],
    names: ["oneNatGatewayPerAz", "enableNatGateway"],
    becomes: { ".egress": oneOf({ true: "nat-per-az", false: "none" }) },
  },
  { under: ["network"], names: ["enableFlowLog"], note: "a new network always has flow logs" },
  {
    under: [TOP, "network"],
    names: ["vpcId"],
    becomes: { "network.existing.vpcId": same },
    note: VPC_ADOPTED,
  },
  {
    under: [TOP, "network"],
    names: ["subnetIds", "privateSubnetIds"],
    becomes: { "network.existing.privateSubnetIds": same },
    note: SUBNETS_ADOPTED,
  },
  {
    under: ["cluster"],
    names: ["subnetIds", "controlPlaneSubnetIds", "vpcId"],
    note: "the cluster is in network.privateSubnets",
  },
  {
    under: [TOP, "cluster", "network"],
    names: [
      ...["nodeSecurityGroupAdditionalRules", "clusterSecurityGroupAdditionalRules"],
      ...["securityGroupAdditionalRules", "additionalSecurityGroupRules"],
    ],
    note: "network.extraRules adds rules to the security groups",
  },
  {
    under: NODE_GROUP,
    names: ["preBootstrapUserData", "cloudinitPreNodeadm", "postBootstrapUserData", "cloudinitPostNodeadm"],
    note: "userData names a file with a script, which runs before the kubelet starts",
  },
  { under: ["cluster"], names: ["clusterName"], becomes: { ".name": same } },
  { under: ["cluster"], names: ["clusterVersion", "kubernetesVersion"], becomes: { ".version": same } },
  {
    under: ["cluster"],
    names: ["accessEntries", "awsAuthRoles"],
    becomes: { ".admins": principals },
    note: "they are the roles with full access; access has those with less",
  },
];

/** Fields of Container, PodSpec and HorizontalPodAutoscaler (Kubernetes API reference, read 2026-11-25). */
const KUBERNETES: readonly ForeignKey[] = [
  {
    under: MODEL,
    names: ["resources"],
    becomes: {
      ".cpuRequest": atKeys("requests", "cpu"),
      ".memoryRequest": atKeys("requests", "memory"),
      ".cpuLimit": atKeys("limits", "cpu"),
      ".memoryLimit": atKeys("limits", "memory"),
      ".gpus": atKeys("limits", "nvidia.com/gpu"),
    },
  },
  { under: MODEL, names: ["cpu"], becomes: { ".cpuRequest": same } },
  { under: MODEL, names: ["memory"], becomes: { ".memoryRequest": same } },
  {
    under: MODEL,
    names: ["env"],
    becomes: { ".environment": variables, ".secrets": secretNames },
    note: "secrets are those of Secrets Manager, which pods read as files in /mnt/secrets",
  },
  { under: MODEL, names: ["args"], becomes: { ".arguments": same } },
  { under: MODEL, names: ["annotations"], becomes: { ".podAnnotations": same } },
  {
    under: MODEL,
    names: ["volumes", "volumeMounts"],
    note: "configFiles has files beside this one, memoryVolumes has volumes in memory, and pods read the model's files from its bucket",
  },
  { under: MODEL, names: ["containerPort"], becomes: { ".port": same } },
  { under: MODEL, names: ["ports"], becomes: { ".port": atKeys(0, "containerPort") } },
  {
    under: MODEL,
    names: ["readinessProbe", "livenessProbe", "startupProbe"],
    becomes: { ".healthPath": atKeys("httpGet", "path") },
  },
  { under: MODEL, names: ["minReplicas"], becomes: { ".replicas.min": same } },
  { under: MODEL, names: ["maxReplicas"], becomes: { ".replicas.max": same } },
  {
    under: MODEL,
    names: ["securityContext", "podSecurityContext"],
    becomes: { ".runAsUser": atKeys("runAsUser") },
  },
  { under: MODEL, names: ["terminationGracePeriodSeconds"], becomes: { ".drainSeconds": same } },
  {
    under: MODEL,
    names: ["nodeSelector", "affinity", "tolerations"],
    note: "nodeGroup names the key of cluster.nodeGroups that runs the pods",
  },
  {
    under: MODEL,
    names: ["serviceAccount", "serviceAccountName"],
    note: "each model gets a service account of its own",
  },
];

/** Values of the chart that `helm create` of Helm 3 writes (read 2026-11-25), and common names of an Ingress. */
const HELM: readonly ForeignKey[] = [
  { under: MODEL, names: ["replicaCount"], becomes: { ".replicas": bounds } },
  {
    under: MODEL,
    names: ["autoscaling"],
    becomes: {
      ".replicas": gathered({
        min: ["minReplicas"],
        max: ["maxReplicas"],
        cpuPercent: ["targetCPUUtilizationPercentage"],
      }),
    },
  },
  { under: MODEL, names: ["service"], becomes: { ".servicePort": atKeys("port") } },
  { under: ["models[].image"], names: ["pullPolicy"], note: "a node pulls each tag once" },
  { under: [TOP], names: ["ingress"], becomes: { entry: same } },
  { under: ["entry"], names: ["domain", "hostname"], becomes: { ".host": same } },
  { under: ["entry"], names: ["certificate"], becomes: { ".certificateArn": same } },
];

const CHART = ["charts.*"];

/** Arguments of `helm_release` of the provider hashicorp/helm 3, and of a Helm source of Argo CD (read 2026-11-26). */
const RELEASES: readonly ForeignKey[] = [
  { under: CHART, names: ["repo", "repoUrl", "chartRepository"], becomes: { ".repository": same } },
  { under: CHART, names: ["chartVersion", "targetRevision"], becomes: { ".version": same } },
  { under: CHART, names: ["valuesFile"], becomes: { ".values": same } },
  { under: CHART, names: ["targetNamespace"], becomes: { ".namespace": same } },
  {
    under: CHART,
    names: ["name", "chart", "releaseName"],
    note: "its key is the name of the chart and of the release",
  },
  {
    under: CHART,
    names: ["set", "setList", "valuesObject", "parameters"],
    note: "values names a file in YAML beside this one",
  },
  {
    under: CHART,
    names: ["createNamespace"],
    note: "Terraform makes the namespace, with the level podSecurity",
  },
  {
    under: CHART,
    names: ["wait", "atomic", "timeout", "cleanupOnFail", "maxHistory"],
    note: "each release waits 10 minutes for its pods, and a failed one is rolled back",
  },
  {
    under: CHART,
    names: ["serviceAccount", "roleArn", "permissions"],
    note: "role has serviceAccount and permissions; Terraform makes both",
  },
  {
    under: ["charts.*.images[]"],
    names: ["repository", "tag", "registry"],
    note: "image has registry, path and tag in one text",
  },
];

/** Keys of earlier versions of this project. */
const RENAMED: readonly ForeignKey[] = [
  {
    under: ["components.argo-cd"],
    names: ["images"],
    becomes: { ".models": emptyByName },
    note: "each name keeps its repository",
  },
];

export const FOREIGN_KEYS: readonly ForeignKey[] = [
  ...EKSCTL,
  ...REGISTRY_MODULES,
  ...KUBERNETES,
  ...HELM,
  ...RELEASES,
  ...RENAMED,
];
