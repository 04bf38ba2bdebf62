import { contains, overlaps, prefixLength, subnetOf } from "../base/cidr";
import ranges from "./service-ranges.json";

/** Sizes of the ranges that are proposed, the widest first. */
const PROPOSED = [16, 20];

/** Private ranges (RFC 1918), in which the addresses of Kubernetes Services are. */
export const PRIVATE_RANGES = {
  all: ranges.private,
  /** In the order in which ranges of VPCs are proposed. */
  ofVpcs: ranges.private.toSorted(),
  /** Prefixes of a range of Services. */
  services: { widest: ranges.widest, narrowest: ranges.narrowest },
  /** Ranges that EKS takes: `then` where the VPC has a range in `besideVpcIn`. */
  byDefault: { besideVpcIn: ranges.besideVpcIn, then: ranges.then, otherwise: ranges.otherwise },
  free: freeRange,
  serviceConflict,
};

/** A range that overlaps none of `taken`, in the first of `within` that has one; undefined if all is taken. */
function freeRange(taken: readonly string[], within = [ranges.otherwise, ranges.then, ...ranges.private]) {
  return within
    .flatMap((outer) => PROPOSED.map((prefix) => firstFree(outer, prefix, taken)))
    .find((range) => range !== undefined);
}

function firstFree(outer: string, prefix: number, taken: readonly string[]): string | undefined {
  if (taken.some((each) => contains(each, outer))) return undefined;
  for (let index = 0; index < 2 ** (prefix - prefixLength(outer)); index += 1) {
    const range = subnetOf(outer, prefix, index);
    if (!taken.some((each) => overlaps(each, range))) return range;
  }
  return undefined;
}

interface ServiceConflict {
  /** The range of Services: the given one, or that which EKS takes. */
  readonly range: string;
  /** The routed range that it overlaps. */
  readonly met: string;
  /** @default - all private ranges are routed */
  readonly free: string | undefined;
}

/**
 * The routed range that the range of Services overlaps, so that pods do not reach its addresses. Without a given range EKS takes one: which,
 * is unconfirmed (`service-ranges.json`). Where all private ranges are routed, as to the transit gateway of an organization, a part of a
 * wider route is accepted: its owner alone knows which one no network uses.
 */
function serviceConflict(
  given: string | undefined,
  vpcCidrs: readonly string[],
  routed: readonly string[],
): ServiceConflict | undefined {
  const isTen = vpcCidrs.some((cidr) => overlaps(cidr, ranges.besideVpcIn));
  const range = given ?? (isTen ? ranges.then : ranges.otherwise);
  const all = routed.filter((cidr) => overlaps(cidr, range));
  if (all.length === 0) return undefined;
  const free = freeRange(routed);
  const isChosenPart = (cidr: string): boolean =>
    free === undefined && given !== undefined && cidr !== range && contains(cidr, range);
  const met = all.find((cidr) => !isChosenPart(cidr));
  return met === undefined ? undefined : { range, met, free };
}
