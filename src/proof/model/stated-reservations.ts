import { type Value, below } from "./stated-lists";

/** Capacity reservations that the file states for node groups, by the name of the group. */
export const statedReservations = (settings: readonly Value[]): ReadonlyMap<string, string> =>
  new Map(
    below(settings, ["cluster", "nodeGroups"]).flatMap(({ path: [group, key], value }) =>
      key === "capacityReservation" ? [[String(group), String(value)] as const] : [],
    ),
  );
