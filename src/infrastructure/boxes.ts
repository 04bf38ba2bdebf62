import { type Range } from "./ranges";

/** Whole numbers, first and last included. */
export interface Interval {
  readonly first: bigint;
  readonly last: bigint;
}

/** All points whose coordinate in each dimension is in the interval of the dimension. */
export type Box = readonly Interval[];

/** A set of points, as boxes of one number of dimensions. Boxes may overlap. */
export type BoxSet = readonly Box[];

export const interval = (first: bigint | number, last: bigint | number = first): Interval => ({
  first: BigInt(first),
  last: BigInt(last),
});

export const intervalOf = ({ first, last }: Range): Interval => interval(first, last);

/** The points of both. */
export const intersection = (one: BoxSet, other: BoxSet): BoxSet =>
  one.flatMap((a) => other.map((b) => commonOf(a, b)).filter((common) => common !== undefined));

/** The points of `set` that are not in `removed`; its boxes do not overlap where those of `set` do not. */
export const difference = (set: BoxSet, removed: BoxSet): BoxSet =>
  removed.reduce<BoxSet>((left, hole) => left.flatMap((box) => without(box, hole)), set);

export const isEmpty = (set: BoxSet): boolean => set.length === 0;

/** Whether each point of `inner` is in `outer`. */
export const isWithin = (inner: BoxSet, outer: BoxSet): boolean => isEmpty(difference(inner, outer));

/** The boxes of a set, as they are written, that another set does not have entirely. */
export const partsOutside = (set: BoxSet, other: BoxSet): BoxSet =>
  set.filter((box) => !isWithin([box], other));

function commonOf(a: Box, b: Box): Box | undefined {
  const common: Interval[] = [];
  for (const [dimension, one] of a.entries()) {
    const other = b[dimension];
    if (!other) return undefined;
    const first = one.first > other.first ? one.first : other.first;
    const last = one.last < other.last ? one.last : other.last;
    if (first > last) return undefined;
    common.push({ first, last });
  }
  return common;
}

/** The parts of a box beside a hole: in each dimension what lies below and above it, then on with what is left. */
function without(box: Box, hole: Box): BoxSet {
  const common = commonOf(box, hole);
  if (!common) return [box];
  const parts: Box[] = [];
  let rest = box;
  for (const [dimension, inside] of common.entries()) {
    const whole = rest[dimension];
    if (!whole) break;
    const below = { first: whole.first, last: inside.first - 1n };
    const above = { first: inside.last + 1n, last: whole.last };
    for (const side of [below, above]) {
      if (side.first <= side.last) parts.push(rest.with(dimension, side));
    }
    rest = rest.with(dimension, inside);
  }
  return parts;
}
