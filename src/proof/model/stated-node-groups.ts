import { groupBy } from "./blocks";
import { type Value } from "./stated-lists";

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
}

/** `cluster.nodeGroups`, by the name of the group. A record has the defaults, too. */
export function statedNodeGroups(settings: readonly Value[]): ReadonlyMap<string, StatedNodeGroup> {
  const ofGroups = settings.filter(
    ({ path: [section, key, name] }) => section === "cluster" && key === "nodeGroups" && name !== undefined,
  );
  return new Map(
    [...groupBy(ofGroups, ({ path: [, , name] }) => String(name))].map(([name, values]) => [
      name,
      groupOf(values),
    ]),
  );
}

function groupOf(values: readonly Value[]): StatedNodeGroup {
  const at = (key: string): unknown => values.find(({ path }) => path.length === 4 && path[3] === key)?.value;
  const labels = values.filter(({ path }) => path[3] === "labels" && path.length > 4);
  return {
    min: Number(at("minPerZone")),
    max: Number(at("maxPerZone")),
    instanceTypes: at("instanceTypes") as readonly string[],
    capacityType: String(at("capacityType")),
    amiType: String(at("amiType")),
    labels: Object.fromEntries(labels.map(({ path, value }) => [path.slice(4).join("."), String(value)])),
  };
}
