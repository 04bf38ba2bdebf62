import { AMI_TYPES } from "../../facts/instance-types";
import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { type ClusterReading, roleNameOf } from "./cluster-reading";
import { type NetworkReading } from "./reading";

/** A node group of `cluster.nodeGroups`. */
export interface ProposedNodeGroup {
  /** @default - EKS names none, since the launch template does */
  readonly instanceTypes?: readonly string[];
  /** @default - AL2023 */
  readonly amiType?: string;
  readonly capacityType: string;
  readonly minPerZone: number;
  readonly maxPerZone: number;
  /** @default - EKS names none, since the launch template does */
  readonly diskGiB?: number;
  readonly zones: readonly string[];
}

export interface ProposedNodeGroups {
  readonly nodeGroups: Readonly<Record<string, ProposedNodeGroup>>;
  /** Releases of the AMIs of node groups that are imported, by AMI type. */
  readonly nodeReleases: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/**
 * The node groups of an environment, which has one of EKS for each zone. Those that EKS has in this form keep their names and
 * are imported. Others get a new name, and the environment's are created beside them.
 */
export function proposedNodeGroups(
  { nodeGroups: live, region, cluster }: ClusterReading,
  network: NetworkReading,
  prefix: string,
): ProposedNodeGroups {
  const nodeGroups: Record<string, ProposedNodeGroup> = {};
  const nodeReleases: Record<string, string> = {};
  const notes: string[] = [];
  const taken = live.map(({ nodegroupName }) => String(nodegroupName));
  for (const group of live) {
    const name = String(group["nodegroupName"]);
    const zones = zoneLetters(group["subnets"], network);
    const own = zones.length === 1 ? ownName(group, zones[0] ?? "", prefix) : undefined;
    const key = own ?? freeName(name, zones, taken, nodeGroups);
    nodeGroups[key] = merged(nodeGroups[key], proposed(group, zones));
    if (own !== undefined) {
      Object.assign(nodeReleases, releaseOf(group));
      continue;
    }
    notes.push(
      `cluster.nodeGroups.${key}: the plan creates ${zones.map((zone) => `${key}-${zone}`).join(", ")} beside the node group ${name}, which Terraform does not manage. Afterwards drain it, and run: aws eks delete-nodegroup --region ${region} --cluster-name ${String(cluster["name"])} --nodegroup-name ${name}`,
      ...notDeclared(key, group),
    );
  }
  return { nodeGroups, nodeReleases, notes };
}

/** Letters of the zones of subnets, sorted. Subnets of another VPC have none. */
export function zoneLetters(ids: Json | undefined, { subnets }: NetworkReading): string[] {
  const zones = asArray(ids).flatMap((id) =>
    subnets
      .filter(({ SubnetId }) => SubnetId === id)
      .map(({ AvailabilityZone }) => String(AvailabilityZone).slice(-1)),
  );
  return [...new Set(zones)].sort();
}

/** `general` of `general-a` in zone a with the launch template and role of an environment. */
function ownName(group: JsonObject, zone: string, prefix: string): string | undefined {
  const name = String(group["nodegroupName"]);
  const key = name.endsWith(`-${zone}`) ? name.slice(0, -2) : "";
  const isOwn =
    key !== "" &&
    asObject(group["launchTemplate"])["name"] === `${prefix}-${key}` &&
    roleNameOf(group["nodeRole"]) === `${prefix}-nodes`;
  return isOwn ? key : undefined;
}

const LONGEST_NAME = 20;

/** A name of a node group whose EKS node groups do not exist yet. */
function freeName(
  name: string,
  zones: readonly string[],
  taken: readonly string[],
  proposed: Readonly<Record<string, unknown>>,
): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "");
  for (let index = 1; ; index += 1) {
    const suffix = index === 1 ? "" : `-${index}`;
    const key = (slug || "nodes").slice(0, LONGEST_NAME - suffix.length).replace(/-+$/, "") + suffix;
    if (!(key in proposed) && zones.every((zone) => !taken.includes(`${key}-${zone}`))) return key;
  }
}

function proposed(group: JsonObject, zones: readonly string[]): ProposedNodeGroup {
  const { instanceTypes, amiType, capacityType, diskSize, scalingConfig } = group;
  const { minSize, maxSize } = asObject(scalingConfig);
  const inZone = (size: Json | undefined): number =>
    Math.ceil(Number(size ?? 0) / Math.max(1, asArray(group["subnets"]).length));
  const types = asArray(instanceTypes).map(String);
  return {
    ...(types.length > 0 ? { instanceTypes: types } : {}),
    ...(isBottlerocket(amiType) ? { amiType: "Bottlerocket" } : {}),
    capacityType: String(capacityType ?? "ON_DEMAND"),
    minPerZone: inZone(minSize),
    maxPerZone: Math.max(1, inZone(maxSize)),
    ...(typeof diskSize === "number" ? { diskGiB: Math.max(20, diskSize) } : {}),
    zones,
  };
}

const isBottlerocket = (amiType: Json | undefined): boolean =>
  /^BOTTLEROCKET_(x86_64|ARM_64)$/.test(String(amiType));

/** A group with the zones and the sizes of its EKS node groups. */
const merged = (before: ProposedNodeGroup | undefined, group: ProposedNodeGroup): ProposedNodeGroup => ({
  ...group,
  minPerZone: Math.max(before?.minPerZone ?? 0, group.minPerZone),
  maxPerZone: Math.max(before?.maxPerZone ?? 0, group.maxPerZone),
  zones: [...(before?.zones ?? []), ...group.zones].sort(),
});

function releaseOf({ amiType, releaseVersion }: JsonObject): Readonly<Record<string, string>> {
  const known = AMI_TYPES.find((each) => each === amiType);
  return known !== undefined && typeof releaseVersion === "string" ? { [known]: releaseVersion } : {};
}

/** Facts of a node group that an environment does not declare. */
function notDeclared(key: string, group: JsonObject): string[] {
  const place = `cluster.nodeGroups.${key}`;
  const { amiType, launchTemplate, instanceTypes, diskSize, labels, taints } = group;
  const names = Object.keys(asObject(labels)).filter((name) => !name.startsWith("private-eks-inference/"));
  const tainted = asArray(taints)
    .map(asObject)
    .map(({ key, value, effect }) => `${String(key)}=${String(value ?? "")}:${String(effect)}`);
  const template = String(asObject(launchTemplate)["name"] ?? asObject(launchTemplate)["id"]);
  return [
    ...(AMI_TYPES.some((each) => each === amiType)
      ? []
      : [
          `${place}: its AMI type is ${String(amiType)}; an environment chooses one of ${AMI_TYPES.join(", ")}`,
        ]),
    ...(asArray(instanceTypes).length === 0
      ? [`${place}.instanceTypes: the launch template ${template} sets them; copy them from it`]
      : []),
    ...(diskSize === undefined && launchTemplate !== undefined
      ? [`${place}.diskGiB: the launch template ${template} sets it; copy it from there`]
      : []),
    ...(names.length > 0 ? [`${place}: the labels ${names.join(", ")} are left out`] : []),
    ...(tainted.length > 0
      ? [`${place}: the taints ${tainted.join(", ")} are left out; only GPU nodes have one`]
      : []),
  ];
}
