import { lookupTypeAt } from "./generated/change";

interface Coverable {
  readonly environment: string;
  readonly address: string;
  readonly kind: string;
  readonly change: string;
}

/** Changes of which each type and kind has each change once, in the environment with the fewest changes that has it. */
export function coveringSet<T extends Coverable>(changes: readonly T[]): T[] {
  const sizes = new Map<string, number>();
  for (const { environment } of changes) sizes.set(environment, (sizes.get(environment) ?? 0) + 1);
  const sizeOf = ({ environment }: T): number => sizes.get(environment) ?? 0;
  const chosen = new Map<string, T>();
  for (const change of changes) {
    const key = `${lookupTypeAt(change.address)} ${change.kind} ${change.change}`;
    const known = chosen.get(key);
    if (!known || sizeOf(change) < sizeOf(known)) chosen.set(key, change);
  }
  const all = new Set(chosen.values());
  return changes.filter((change) => all.has(change));
}
