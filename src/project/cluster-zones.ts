import { type EnvironmentConfig } from "../environment/schema";
import { recordedZones } from "./address-locks/cluster-zones";
import { type AddressLock } from "./address-locks/lock";

/**
 * The configuration with the zones that the cluster was created in, unless the file sets `cluster.zones`. Where the network
 * no longer has one of them, it is left alone, and the record refuses the change.
 */
export function keepingZones(config: EnvironmentConfig, lock: AddressLock | undefined): EnvironmentConfig {
  const recorded = lock && recordedZones(lock);
  const { cluster, network } = config;
  if (cluster.zones || !recorded?.every((zone) => network.zones.includes(zone))) return config;
  const zones = network.zones.filter((zone) => recorded.includes(zone));
  return { ...config, cluster: { ...cluster, zones } };
}
