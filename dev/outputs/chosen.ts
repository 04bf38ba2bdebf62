import { createHash } from "node:crypto";

interface Choosable {
  readonly environment: string;
  readonly class: string;
  readonly address: string;
  readonly change: string;
}

const typeOf = (address: string): string => address.replace(/\.[^.]*$/, "");

/**
 * A part of the changes that a seed decides, with the same number of each class. Of each type of block a change is tried once: the names of
 * blocks tell no other case.
 */
export function chosenChanges<T extends Choosable>(changes: readonly T[], seed: number, most: number): T[] {
  const order = ({ environment, address, change }: T): string =>
    createHash("sha256").update(`${seed} ${environment} ${address} ${change}`).digest("hex");
  const ordered = changes
    .map((change) => ({ change, order: order(change) }))
    .toSorted((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ change }) => change);
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  return ordered.filter((change) => {
    const count = counts.get(change.class) ?? 0;
    const key = `${change.class} ${typeOf(change.address)} ${change.change}`;
    if (count >= most || seen.has(key)) return false;
    seen.add(key);
    counts.set(change.class, count + 1);
    return true;
  });
}
