import { type StatedNodeGroup } from "../stated-values";
import { type KeyValue, entriesBelow, statedAt, valuesBelow } from "./lists";

/** `cluster.nodeGroups`, by the name of the group. A record has the defaults, too. */
export const statedNodeGroups = (settings: readonly KeyValue[]): ReadonlyMap<string, StatedNodeGroup> =>
  new Map(entriesBelow(settings, ["cluster", "nodeGroups"]).map(([name, values]) => [name, groupOf(values)]));

function groupOf(values: readonly KeyValue[]): StatedNodeGroup {
  const at = (key: string): unknown => statedAt(values, key);
  const reservation = at("capacityReservation");
  const [start, end] = [at("blockWindow.start"), at("blockWindow.end")];
  return {
    min: Number(at("minPerZone")),
    max: Number(at("maxPerZone")),
    instanceTypes: at("instanceTypes") as readonly string[],
    capacityType: String(at("capacityType")),
    amiType: String(at("amiType")),
    labels: Object.fromEntries(
      valuesBelow(values, ["labels"]).map(({ path, value }) => [path.join("."), String(value)]),
    ),
    maxUnavailable: String(at("maxUnavailable") ?? 1),
    ...(typeof reservation === "string" ? { reservation } : {}),
    ...(start !== undefined && end !== undefined
      ? { window: { start: Date.parse(String(start)), end: Date.parse(String(end)) } }
      : {}),
  };
}
