import { type instancesAtDefaults, type valueOfInstance } from "../terraform/at-defaults";

/** `each` or `count` of an instance. */
type Names = Parameters<typeof valueOfInstance>[2];

/** The objects of a block: one, or those of `count` or `for_each`. */
export type BlockObjects = ReturnType<typeof instancesAtDefaults>;

/** More objects of one block are not compared one by one. */
const MOST = 200;

/** The names that an instance has in its expressions, by the end of its address: `[0]`, `["a"]`, or nothing. */
export function namesByKey({ kind, number, values }: BlockObjects): ReadonlyMap<string, Names> {
  if (number === undefined || number > MOST) return new Map();
  if (kind === "one") return new Map([["", new Map()]]);
  if (kind === "count")
    return new Map(
      Array.from({ length: number }, (_, index) => [`[${index}]`, new Map([["count", { index }]])]),
    );
  return new Map(
    [...(values ?? [])].map(([key, value]) => [
      `[${JSON.stringify(key)}]`,
      new Map([["each", { key, value }]]),
    ]),
  );
}

/** True if a block has an instance with this end of its address. */
export function hasInstance({ kind, number, values }: BlockObjects, key: string): boolean {
  if (kind === "one") return key === "";
  if (kind === "each") return [...(values?.keys() ?? [])].some((each) => key === `[${JSON.stringify(each)}]`);
  const index = /^\[(\d+)\]$/.exec(key)?.[1];
  return index !== undefined && Number(index) < (number ?? 0);
}

/**
 * Number of objects that remain: Terraform keeps an object when `count` is added or removed, but not for `for_each`, whose
 * objects have the key in their address. Undefined if only a plan knows it.
 */
export function staying(old: BlockObjects, now: BlockObjects): number | undefined {
  if ((old.kind === "each") !== (now.kind === "each")) return 0;
  if (old.number === undefined || now.number === undefined) return undefined;
  if (old.kind !== "each") return Math.min(old.number, now.number);
  return [...(old.values?.keys() ?? [])].filter((key) => now.values?.has(key)).length;
}
