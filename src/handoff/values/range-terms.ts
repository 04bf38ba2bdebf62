import { addressesOf, prefixLength, subnetOf } from "../../base/cidr";

interface Ranged {
  readonly shown: readonly string[];
}

/** A range that is a part of another one, as the arguments of Terraform's `cidrsubnet`. */
export interface RangeTerm<Value> {
  readonly of: readonly Value[];
  readonly written: (names: readonly string[]) => string;
}

/** How ranges of the stack and all trials follow from another range. Undefined if they are no part of one. */
export function rangeTerm<Value extends Ranged>(
  ranges: readonly string[],
  values: readonly Value[],
): RangeTerm<Value> | undefined {
  for (const value of values) {
    const parts = ranges.map((range, index) => partOf(range, value.shown[index] ?? ""));
    const [first] = parts;
    if (first !== undefined && parts.every((part) => part === first) && new Set(ranges).size > 1)
      return { of: [value], written: ([name = ""]) => `cidrsubnet(${name}, ${first})` };
  }
  return undefined;
}

/** Bits and number of a range in another one, as arguments. */
function partOf(range: string, whole: string): string | undefined {
  const [inner, outer] = [addressesOf(range), addressesOf(whole)];
  if (!inner || !outer || inner.first < outer.first || inner.last > outer.last) return undefined;
  const [prefix, wide] = [prefixLength(range), prefixLength(whole)];
  const index = (inner.first - outer.first) / 2 ** (32 - prefix);
  return prefix > wide && subnetOf(whole, prefix, index) === range ? `${prefix - wide}, ${index}` : undefined;
}
