import { interfacesOf } from "../../infrastructure/network-interfaces";
import { avoidedZones, readZones } from "../../infrastructure/zones";
import { at, type Check, type Finding } from "../check";
import { homeOf } from "../../infrastructure/text-references";

export const zonesWithEks: Check = {
  id: "zones-with-eks",
  severity: "error",
  title: "a plan fails if a subnet of the cluster or its nodes is in a zone without Amazon EKS",
  why: "the letter of a zone depends on the account, and EKS refuses a cluster in such a zone after the network exists",
  fix: 'read the zone with data "aws_availability_zone", and verify its zone_id in a postcondition',
  source:
    "eksctl, pkg/az/az.go, zoneIDsToAvoid, as quoted by a public repository (src/infrastructure/zones.ts, read 2026-11-21)",
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
