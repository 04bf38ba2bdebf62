import { type Value, below, entriesBelow, valueAt } from "./lists";

/** A node group of the file. */
export interface StatedNodeGroup {
  /** Nodes in each zone. */
  readonly min: number;
  readonly max: number;
  readonly instanceTypes: readonly string[];
  readonly capacityType: string;
  /** Operating system: `AL2023` or `Bottlerocket`. */
  readonly amiType: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Id of its capacity reservation. @default - none */
  readonly reservation?: string;
  /** Start and end of its Capacity Block, in milliseconds. @default - none */
  readonly window?: { readonly start: number; readonly end: number };
}

/** `cluster.nodeGroups`, by the name of the group. A record has the defaults, too. */
export const statedNodeGroups = (settings: readonly Value[]): ReadonlyMap<string, StatedNodeGroup> =>
  new Map(entriesBelow(settings, ["cluster", "nodeGroups"]).map(([name, values]) => [name, groupOf(values)]));

function groupOf(values: readonly Value[]): StatedNodeGroup {
  const at = (key: string): unknown => valueAt(values, key);
  const reservation = at("capacityReservation");
  const [start, end] = [at("blockWindow.start"), at("blockWindow.end")];
  return {
    min: Number(at("minPerZone")),
    max: Number(at("maxPerZone")),
    instanceTypes: at("instanceTypes") as readonly string[],
    capacityType: String(at("capacityType")),
    amiType: String(at("amiType")),
    labels: Object.fromEntries(
      below(values, ["labels"]).map(({ path, value }) => [path.join("."), String(value)]),
    ),
    ...(typeof reservation === "string" ? { reservation } : {}),
    ...(start !== undefined && end !== undefined
      ? { window: { start: Date.parse(String(start)), end: Date.parse(String(end)) } }
      : {}),
  };
}
