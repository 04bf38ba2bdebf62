import { type instancesAtDefaults } from "../terraform/at-defaults";

/** The objects of a block: one, or those of `count` or `for_each`. */
export type BlockObjects = ReturnType<typeof instancesAtDefaults>;

type Listed = NonNullable<BlockObjects["instances"]>[number];

/** More objects of one block are not compared one by one. */
const MOST = 200;

/** The names that an instance has in its expressions, by the end of its address: `[0]`, `["a"]`, or nothing. */
export const namesByKey = ({ instances = [] }: BlockObjects): ReadonlyMap<string, Listed["names"]> =>
  new Map(instances.length > MOST ? [] : instances.map(({ key, names }) => [key, names]));

/** True if a block has an instance with this end of its address. */
export function hasInstance({ kind, number, instances = [] }: BlockObjects, key: string): boolean {
  if (kind !== "count") return instances.some((each) => each.key === key);
  const index = /^\[(\d+)\]$/.exec(key)?.[1];
  return index !== undefined && Number(index) < (number ?? 0);
}

/**
 * Number of objects that remain: Terraform keeps an object when `count` is added or removed, but
 * not for `for_each`, whose objects have the key in their address. Undefined if only a plan knows
 * it.
 */
export function staying(old: BlockObjects, now: BlockObjects): number | undefined {
  if ((old.kind === "each") !== (now.kind === "each")) return 0;
  if (old.number === undefined || now.number === undefined) return undefined;
  if (old.kind !== "each") return Math.min(old.number, now.number);
  const keys = new Set(now.instances?.map(({ key }) => key));
  return old.instances?.filter(({ key }) => keys.has(key)).length;
}
