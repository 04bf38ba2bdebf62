/** Two items that belong together; a side without a counterpart is alone. */
interface Pair<Item> {
  /** @default - none corresponds to the other */
  readonly one?: Item;
  /** @default - none corresponds to the one */
  readonly other?: Item;
  /** Index of the other, or of the one that is alone. */
  readonly index: number;
}

/**
 * Pairs of nested blocks. Equal ones belong together, since sets have no order; the others follow each other.
 *
 * @param others the side whose order the pairs have
 */
export function pairs<Item>(
  ones: readonly Item[],
  others: readonly Item[],
  isSame: (one: Item, other: Item) => boolean,
): Pair<Item>[] {
  const left = new Map(ones.map((one, index) => [index, one]));
  const open: { readonly other: Item; readonly index: number }[] = [];
  const found: Pair<Item>[] = [];
  others.forEach((other, index) => {
    const same = left.get(index);
    const isAtIndex = same !== undefined && isSame(same, other);
    const at = isAtIndex ? index : [...left].find(([, one]) => isSame(one, other))?.[0];
    const one = at === undefined ? undefined : left.get(at);
    if (at === undefined || one === undefined) open.push({ other, index });
    else {
      left.delete(at);
      found.push({ one, other, index });
    }
  });
  const rest = [...left];
  open.forEach(({ other, index }, position) => {
    const one = rest[position]?.[1];
    found.push({ ...(one === undefined ? {} : { one }), other, index });
  });
  return [...found, ...rest.slice(open.length).map(([index, one]) => ({ one, index }))];
}
