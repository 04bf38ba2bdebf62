import { interfacesOf } from "../../infrastructure/network-interfaces";
import { avoidedZones, readZones } from "../../infrastructure/zones";
import { at, type Check, type Finding } from "../check";
import { homeOf } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const zonesWithEks: Check = {
  id: "zones-with-eks",
  severity: "error",
  ...TEXTS["zones-with-eks"],
  run: (plan) => {
    const avoided = avoidedZones(homeOf(plan).region);
    if (avoided.length === 0) return [];
    const zones = readZones(plan);
    const subnets = [...interfacesOf(plan).controlPlanes, ...interfacesOf(plan).workloads].flatMap(
      (each) => each.subnets,
    );
    return [...new Set(subnets)].flatMap(({ resource, zone }): Finding[] => {
      if (zone === undefined) return []; // two-zones reports it
      const refused = zones.filter(({ name }) => name === zone).flatMap(({ refusedIds }) => refusedIds);
      const accepted = avoided.filter((id) => !refused.includes(id));
      if (accepted.length === 0) return [];
      return [
        {
          ...at(resource),
          message: `no data source refuses the zone id ${accepted.join(", ")} for ${zone}, and EKS creates no cluster there`,
        },
      ];
    });
  },
};
