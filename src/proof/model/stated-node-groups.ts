import { groupBy } from "./blocks";
import { type Value } from "./stated-lists";

/** Numbers of nodes in each zone of a node group. */
export interface StatedSizes {
  readonly min: number;
  readonly max: number;
}

/** Sizes of `cluster.nodeGroups`, by the name of the group. A record has the defaults, too. */
export function statedNodeGroups(settings: readonly Value[]): ReadonlyMap<string, StatedSizes> {
  const ofGroups = settings.filter(
    ({ path: [section, key, name] }) => section === "cluster" && key === "nodeGroups" && name !== undefined,
  );
  return new Map(
    [...groupBy(ofGroups, ({ path: [, , name] }) => String(name))].map(([name, values]) => {
      const amount = (key: string): number =>
        Number(values.find(({ path }) => path.length === 4 && path[3] === key)?.value);
      return [name, { min: amount("minPerZone"), max: amount("maxPerZone") }];
    }),
  );
}
