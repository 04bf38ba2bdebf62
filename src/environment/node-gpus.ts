import { instanceCapacity, instanceTypesKnown } from "../facts/instance-capacity";
import { capacityOf } from "../facts/stated-types";
import { type EnvironmentConfig } from "./environment";
import { hasGpus } from "./node-groups";

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
