import { distinct } from "../base/lists";
import { type Toleration } from "../facts/toleration";
import { nodeImage } from "../facts/instance-types";
import { type EnvironmentConfig } from "./schema";
import { instanceCapacity, instanceTypesKnown } from "../facts/instance-capacity";
import { capacityOf } from "../facts/stated-types";

type NodeGroupConfig = EnvironmentConfig["cluster"]["nodeGroups"][string];

export const hasGpus = ({ instanceTypes }: NodeGroupConfig): boolean => nodeImage(instanceTypes).gpu;

/** Whether DNS and the add-ons can run on nodes of a group: they tolerate no taint, also not that of GPU nodes. */
export const runsSystemPods = (group: NodeGroupConfig): boolean =>
  !hasGpus(group) && !(group.taints ?? []).some(({ effect }) => effect === "NoSchedule");

/** Tolerations of the taints of a group, without that of GPU nodes. */
export const tolerationsOf = ({ taints = [] }: Pick<NodeGroupConfig, "taints">): Toleration[] =>
  taints.map(({ key, value, effect }) =>
    value === undefined ? { key, operator: "Exists", effect } : { key, operator: "Equal", value, effect },
  );

/** Tolerations of an agent that runs on all nodes with GPUs. */
export const gpuNodeTolerations = ({ cluster }: Pick<EnvironmentConfig, "cluster">): Toleration[] => {
  const all = Object.values(cluster.nodeGroups)
    .filter(hasGpus)
    .flatMap(tolerationsOf)
    .filter(({ effect }) => effect === "NoSchedule");
  return distinct(all);
};

/** The most GPUs of an instance in the catalog, for types that it does not have. */
const MOST_GPUS = Math.max(...instanceTypesKnown().map((type) => instanceCapacity(type)?.gpus ?? 0));

/** GPUs of all nodes when each node group has its maximum size. */
export function mostGpus({ cluster, network, instanceTypes: stated = {} }: EnvironmentConfig): number {
  return Object.values(cluster.nodeGroups)
    .filter(hasGpus)
    .reduce((sum, { instanceTypes, maxPerZone, zones = network.zones }) => {
      const each = instanceTypes.map((type) => capacityOf(type, stated)?.gpus ?? MOST_GPUS);
      return sum + zones.length * maxPerZone * Math.max(...each);
    }, 0);
}

/** True if an environment can have nodes with GPUs. */
export const hasGpuNodes = ({ cluster }: Pick<EnvironmentConfig, "cluster">): boolean =>
  Object.values(cluster.nodeGroups).some(hasGpus);
