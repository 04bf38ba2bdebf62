import { own } from "../../../base/own";
import { type HclValue, leastOf } from "../values/value";

/** Lower bound of a result from those of the arguments. */
type Bound = (bounds: readonly (number | undefined)[]) => number | undefined;

const ofFirst: Bound = ([first]) => first;

const known = (bounds: readonly (number | undefined)[]): number[] =>
  bounds.filter((bound) => bound !== undefined);

/** Equal items are one item of a set. */
const ofSets: Bound = (bounds) => (known(bounds).some((bound) => bound > 0) ? 1 : undefined);

const largest: Bound = (bounds) => (known(bounds).length > 0 ? Math.max(...known(bounds)) : undefined);

const smallest: Bound = (bounds) =>
  known(bounds).length === bounds.length ? Math.min(...known(bounds)) : undefined;

const sum: Bound = (bounds) => known(bounds).reduce((whole, bound) => whole + bound, 0);

/** Functions whose result has a lower bound where the value itself is not known. */
const BOUNDS: Readonly<Record<string, Bound>> = {
  concat: sum,
  distinct: ofSets,
  keys: ofFirst,
  length: ofFirst,
  max: largest,
  merge: largest,
  min: smallest,
  nonsensitive: ofFirst,
  reverse: ofFirst,
  sensitive: ofFirst,
  setunion: ofSets,
  sort: ofFirst,
  tolist: ofFirst,
  tomap: ofFirst,
  tonumber: ofFirst,
  toset: ofSets,
  values: ofFirst,
};

/** Lower bound of the length or number that a function returns; undefined if nothing is certain. */
export const leastOfCall = (name: string, args: readonly HclValue[]): number | undefined =>
  own(BOUNDS, name)?.(args.map(leastOf));
