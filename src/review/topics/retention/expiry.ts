/** One rule that deletes, such as objects of a prefix after 30 days, or all images beyond the newest 50. */
export interface Expiry {
  /** The data that it deletes: equal for the same selection before and after. */
  readonly what: string;
  /** Days or number after which it deletes; less is more that is deleted. */
  readonly after: number;
  /** True for parts of an upload that was not completed, and markers of deleted objects. @default - it deletes data */
  readonly isHarmless?: true;
}

/** A number that only the apply knows may be any. */
export const UNKNOWN_DAYS = 0;

/** A selection whose data is deleted earlier, or later, than before. */
export interface OtherExpiry {
  readonly what: string;
  /** @default - nothing deleted it */
  readonly before?: number;
  /** @default - nothing deletes it any more */
  readonly after?: number;
  readonly isLoss: boolean;
}

/** Compares what is deleted. Without a rule, data stays forever. */
export function compareExpiries(before: readonly Expiry[], after: readonly Expiry[]): OtherExpiry[] {
  const [was, is] = [earliest(before), earliest(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((what): OtherExpiry[] => {
    const [old, now] = [was.get(what), is.get(what)];
    if (old?.after === now?.after) return [];
    const isEarlier = (now?.after ?? Infinity) < (old?.after ?? Infinity);
    return [
      {
        what,
        ...(old ? { before: old.after } : {}),
        ...(now ? { after: now.after } : {}),
        isLoss: isEarlier && now?.isHarmless !== true,
      },
    ];
  });
}

/** The rule that deletes first, for each selection. */
function earliest(all: readonly Expiry[]): ReadonlyMap<string, Expiry> {
  const found = new Map<string, Expiry>();
  for (const each of all) {
    const known = found.get(each.what);
    if (!known || each.after < known.after) found.set(each.what, each);
  }
  return found;
}
