import { combinedFinding, groupBy, text } from "../../model/blocks";
import { type NodeGroup, nodeGroups } from "../../model/cluster/node-groups";
import { reservationOf } from "../../model/cluster/reservation";
import { type Check } from "../check";

export const capacityReservation: Check = {
  id: "capacity-reservation",
  severity: "error",
  title: "node groups with a capacity reservation start instances that can be in it",
  why: "EC2 starts no instance of another type, zone or purchase option in a reservation, so the group stays without nodes",
  fix: "use On-Demand instances of the type and the zone of the reservation, or remove it",
  source: "Amazon EC2 user guide, On-Demand Capacity Reservations (read 2026-11-25)",
  run: (plan) => {
    const reserved = nodeGroups(plan).flatMap((group) => {
      const id = reservationOf(plan, group);
      return id === undefined ? [] : [{ group, id }];
    });
    const zonesOf = new Map(
      [...groupBy(reserved, ({ id }) => id)].map(([id, all]) => [
        id,
        new Set(all.flatMap(({ group }) => group.subnets.flatMap(({ zone }) => zone ?? []))).size,
      ]),
    );
    return reserved.flatMap(({ group, id }) =>
      combinedFinding(group.resource, "capacity reservation", problems(group, id, zonesOf.get(id) ?? 0)),
    );
  },
};

function problems({ resource, instanceTypes }: NodeGroup, id: string, zones: number): string[] {
  const capacityType = text(resource.config["capacity_type"]) ?? "ON_DEMAND";
  return [
    ...(capacityType === "ON_DEMAND" ? [] : [`its capacity type is ${capacityType}, expected ON_DEMAND`]),
    ...(instanceTypes.length === 1
      ? []
      : [`it has ${instanceTypes.length} instance types, expected that of the reservation`]),
    ...(zones > 1 ? [`node groups in ${zones} zones share ${id}, which is in one`] : []),
  ];
}
