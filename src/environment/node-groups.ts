import { distinct } from "../base/lists";
import { type Toleration } from "../facts/toleration";
import { nodeImage } from "../facts/instance-types";
import { type EnvironmentConfig } from "./schema";
import { instanceCapacity, instanceTypesKnown } from "../facts/instance-capacity";
import { capacityOf } from "../facts/stated-types";

type NodeGroupConfig = EnvironmentConfig["cluster"]["nodeGroups"][string];

/**
 * Properties of a group's nodes that pods meet. Each reads only the keys that it follows from, since rules stop at a
 * refused key.
 */
export const nodesOf = (group: Pick<NodeGroupConfig, "instanceTypes" | "taints">) => ({
  get hasGpus(): boolean {
    return nodeImage(group.instanceTypes).gpu;
  },
  /** Whether DNS and the add-ons can run on it: they tolerate no taint, also not that of GPU nodes. */
  get runSystemPods(): boolean {
    return !this.hasGpus && !(group.taints ?? []).some(({ effect }) => effect === "NoSchedule");
  },
  /** Tolerations of the taints, without that of GPU nodes. */
  get tolerations(): Toleration[] {
    return (group.taints ?? []).map(({ key, value, effect }) =>
      value === undefined ? { key, operator: "Exists", effect } : { key, operator: "Equal", value, effect },
    );
  },
});

/** The most GPUs of an instance in the catalog, for types that it does not have. */
const MOST_GPUS = Math.max(...instanceTypesKnown().map((type) => instanceCapacity(type)?.gpus ?? 0));

/** The nodes with GPUs that an environment can have. Each value reads only the keys that it follows from. */
export const gpuNodesOf = (config: EnvironmentConfig) => ({
  get exist(): boolean {
    return Object.values(config.cluster.nodeGroups).some((group) => nodesOf(group).hasGpus);
  },
  /** Tolerations of an agent that runs on all of them. */
  get tolerations(): Toleration[] {
    const all = gpuGroups(config).flatMap((group) => nodesOf(group).tolerations);
    return distinct(all.filter(({ effect }) => effect === "NoSchedule"));
  },
  /** Their GPUs when each node group has its maximum size. */
  get most(): number {
    const { network, instanceTypes: stated = {} } = config;
    return gpuGroups(config).reduce((sum, { instanceTypes, maxPerZone, zones = network.zones }) => {
      const each = instanceTypes.map((type) => capacityOf(type, stated)?.gpus ?? MOST_GPUS);
      return sum + zones.length * maxPerZone * Math.max(...each);
    }, 0);
  },
});

const gpuGroups = ({ cluster }: EnvironmentConfig): NodeGroupConfig[] =>
  Object.values(cluster.nodeGroups).filter((group) => nodesOf(group).hasGpus);
