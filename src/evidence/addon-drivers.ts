import { ADDONS_OF_PARTS } from "./generated/addons-of-parts";

/** CSI drivers that run a pod without requests for each volume on each node that mounts it. */
export const DRIVERS_WITH_VOLUME_PODS: ReadonlySet<string> = new Set(
  Object.values(ADDONS_OF_PARTS).flatMap(({ driver }) => (driver?.podsForVolumes ? [driver.name] : [])),
);
