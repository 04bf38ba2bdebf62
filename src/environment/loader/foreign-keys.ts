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
import TABLES from "./keys-of-tools.json";

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

const VPC_ADOPTED = `its range is vpcCidr; ${NPX} adopt writes all keys of a network that exists`;
const SUBNETS_ADOPTED = `they are in the order of zones, and their ranges are privateSubnets.cidrs; ${NPX} adopt writes all of them`;

/** Keys whose values are chosen or taken apart. Of keys that become the same one, the first in the list is taken. */
const CONVERTED: readonly ForeignKey[] = [
  {
    under: ["network"],
    names: ["nat"],
    becomes: {
      ".egress": oneOf({ single: "single-nat", highlyavailable: "nat-per-az", disable: "none" }, "gateway"),
    },
  },
  {
    under: NODE_GROUP,
    names: ["spot"],
    becomes: { ".capacityType": oneOf({ true: "SPOT", false: "ON_DEMAND" }) },
  },
  {
    under: NODE_GROUP,
    names: ["amiFamily", "amiType"],
    becomes: { ".amiType": oneOf(IMAGES) },
  },
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
  { under: MODEL, names: ["containerPort"], becomes: { ".port": same } },
  { under: MODEL, names: ["ports"], becomes: { ".port": atKeys(0, "containerPort") } },
  {
    under: MODEL,
    names: ["readinessProbe", "livenessProbe", "startupProbe"],
    becomes: { ".healthPath": atKeys("httpGet", "path") },
  },
  {
    under: MODEL,
    names: ["securityContext", "podSecurityContext"],
    becomes: { ".runAsUser": atKeys("runAsUser") },
  },
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
  // A key of earlier versions of this project.
  {
    under: ["components.argo-cd"],
    names: ["images"],
    becomes: { ".models": emptyByName },
    note: "each name keeps its repository",
  },
];

const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  inList,
  principals,
  ranges,
  same,
  secretNames,
  toZoneLetters,
  variables,
};

/** A row of the tables, whose conversions are names. */
interface Row extends Omit<ForeignKey, "becomes"> {
  readonly becomes?: Readonly<Record<string, string>>;
}

const rowsOf = ({ rows }: { readonly rows: readonly Row[] }): ForeignKey[] =>
  rows.map(({ becomes, ...row }) => ({ ...row, ...(becomes ? { becomes: converted(becomes) } : {}) }));

const converted = (becomes: Readonly<Record<string, string>>): Record<string, Conversion> =>
  Object.fromEntries(Object.entries(becomes).map(([key, name]) => [key, CONVERSIONS[name] ?? same]));

export const FOREIGN_KEYS: readonly ForeignKey[] = [...CONVERTED, ...Object.values(TABLES).flatMap(rowsOf)];
