import { DISK_OF_NODE, diskGiBFor } from "../../facts/node-disk";
import { groupBy } from "../../base/group-by";
import { amountsInWords, exceeding, quantityOf, type Resource } from "../../infrastructure/capacity-amounts";
import { emptyNode } from "../../infrastructure/capacity-shortage";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { items } from "../../infrastructure/kubernetes-api";
import { memoryMiB } from "../../base/quantities";
import { firstFew } from "../../base/counted";
import { type Workload } from "../../infrastructure/kubernetes-workloads";
import { type NodeGroup } from "../../infrastructure/capacity-nodes";
import { type Finding } from "../check";

/** Its unit is GiB; that of the other keys of volumes is MiB. */
const WEIGHTS_KEY = "weights.sizeGiB";

/** An empty node of a group, and the resources of which it has too little for a pod. */
interface Home {
  readonly group: NodeGroup;
  /** Name of the node group in the environment's file. */
  readonly name: string;
  readonly left: Readonly<Record<Resource, number>>;
  readonly lacking: readonly Resource[];
}

/** Requests of a pod that are larger than the nodes of all its groups, and the keys that change them. */
export function tooLarge(
  plan: EnvironmentPlan,
  workload: Workload,
  groups: readonly NodeGroup[],
): Pick<Finding, "message" | "fix" | "key"> {
  const all = groups.flatMap((group) => homeOf(plan, workload, group));
  const homes = [...groupBy(all, ({ name }) => name).values()].flatMap((zones) => zones.slice(0, 1));
  // The node that lacks the fewest resources needs the smallest change.
  const [closest] = [...homes].sort((a, b) => a.lacking.length - b.lacking.length);
  const asked = [...new Set(homes.flatMap(({ lacking }) => lacking))];
  if (!closest || asked.length === 0)
    return { message: `a pod of ${workload.name} finds no free place on any node` };
  const key = keysOf(workload)[closest.lacking[0] ?? "cpuMillis"];
  const isModel = workload.model !== undefined;
  return {
    message: `a pod of ${workload.name} requests ${amountsInWords(workload.requests, "requested", asked).join(", ")}${partsOf(workload, asked)}; ${firstFew(homes.map(leftOf), 3, ", ", " and ")}`,
    fix: fixOf(workload, closest),
    ...(isModel ? { key: key.split(".") } : {}),
  };
}

function homeOf(plan: EnvironmentPlan, { requests }: Workload, group: NodeGroup): Home[] {
  const left = emptyNode(plan, group);
  return left ? [{ group, name: group.nameInFile, left, lacking: exceeding(requests, left) }] : [];
}

function leftOf({ group: { instanceTypes, node }, name, left, lacking }: Home): string {
  const disk = lacking.includes("diskMiB") && node ? ` with ${node.diskInWords}` : "";
  return `a ${instanceTypes.join("/")} of node group ${name}${disk} has ${amountsInWords(left, "free", lacking).join(", ")} left beside its DaemonSets`;
}

/** Keys of the volumes by their mount paths. */
const VOLUME_KEYS: Readonly<Record<string, string>> = {
  "/tmp": "tmpMiB",
  "/models": "modelCacheMiB",
  "/mnt/weights": WEIGHTS_KEY,
};

/** A writable volume on the disk of the node. */
interface ScratchVolume {
  readonly mountPath: string;
  readonly sizeMiB: number;
}

/** Volumes of a pod on the disk of its node, with their size limits. */
function scratchVolumes({ pod }: Workload): ScratchVolume[] {
  const mounts = items(pod.containers).flatMap((container) => items(container.volumeMounts));
  return items(pod.volumes).flatMap((volume) => {
    const { sizeLimit: limit, medium } = volume.emptyDir ?? {};
    const sizeMiB = memoryMiB(String(limit));
    if (Number.isNaN(sizeMiB) || medium === "Memory") return [];
    const mount = mounts.find(({ name }) => name === volume.name);
    return [{ mountPath: String(mount?.mountPath ?? ""), sizeMiB }];
  });
}

/** The keys and sizes of the volumes, the largest first; empty if the request is not their total. */
function volumesOf(workload: Workload): { readonly key: string; readonly sizeMiB: number }[] {
  const volumes = scratchVolumes(workload).flatMap(({ mountPath, sizeMiB }) => {
    const key = VOLUME_KEYS[mountPath];
    return key === undefined ? [] : [{ key, sizeMiB }];
  });
  const total = volumes.reduce((sum, { sizeMiB }) => sum + sizeMiB, 0);
  return total === workload.requests.diskMiB ? volumes.sort((a, b) => b.sizeMiB - a.sizeMiB) : [];
}

/** A size in the unit of a key, rounded down. */
const amountIn = (key: string, sizeMiB: number): number =>
  key === WEIGHTS_KEY ? Math.floor((sizeMiB / 1024) * 10) / 10 : sizeMiB;

/** ` (60000 of modelCacheMiB + 64 of tmpMiB)` */
function partsOf(workload: Workload, asked: readonly Resource[]): string {
  const volumes = asked.includes("diskMiB") ? volumesOf(workload) : [];
  const parts = volumes.map(({ key, sizeMiB }) => `${amountIn(key, sizeMiB)} of ${key}`);
  return parts.length > 0 ? ` (${parts.join(" + ")})` : "";
}

/** The key of a model that requests each resource. */
const keysOf = (workload: Workload): Readonly<Record<Resource, string>> => ({
  cpuMillis: "cpuRequest",
  memoryMiB: "memoryRequest",
  diskMiB: volumesOf(workload)[0]?.key ?? "ephemeralStorage",
  gpus: "gpus",
});

function fixOf(workload: Workload, { group, name, left, lacking }: Home): string {
  // the file has no requests of a program of the platform
  const lower =
    workload.model === undefined
      ? []
      : lacking.map((resource) => `lower models[${workload.model}].${lowered(workload, resource, left)}`);
  const diskGiB = diskGiBFor(workload.requests.diskMiB);
  const disk = `raise cluster.nodeGroups.${name}.diskGiB to at least ${diskGiB}`;
  const size = `choose a larger instance type in cluster.nodeGroups.${name}.instanceTypes`;
  const isOnRootDisk = group.node?.storeGB === undefined;
  const raise = [
    ...(!isOnRootDisk || lacking.some((resource) => resource !== "diskMiB") ? [size] : []),
    ...(isOnRootDisk && lacking.includes("diskMiB") ? [disk] : []),
  ];
  // Without a disk of that size, only a smaller request helps.
  const canRaise = !isOnRootDisk || !lacking.includes("diskMiB") || diskGiB <= DISK_OF_NODE.largestGiB;
  return [lower.join(" and "), ...(canRaise ? [raise.join(" and ")] : [])]
    .filter((each) => each !== "")
    .join(", or ");
}

/** A key with the largest value that fits; without the value where no positive one fits, or another key bounds it. */
function lowered(workload: Workload, resource: Resource, left: Home["left"]): string {
  const key = keysOf(workload)[resource];
  if (resource !== "diskMiB") {
    return left[resource] >= 1 ? `${key} to at most ${quantityOf(resource, left[resource], "free")}` : key;
  }
  const excess = workload.requests.diskMiB - left.diskMiB;
  const [largest] = volumesOf(workload);
  if (!largest) return `ephemeralStorage and its volumes by ${Math.ceil(excess)} MiB`;
  const most = Math.floor(largest.sizeMiB - excess);
  const amount = amountIn(key, most);
  return amount > 0 && most >= 1
    ? `${key} to at most ${amount}`
    : `${key} and the other volumes by ${Math.ceil(excess)} MiB`;
}
